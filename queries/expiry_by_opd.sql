-- purpose: Who loses cover soon if nobody renews, by the OPD that looks after the workers.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: only covers this source pays; NULL keeps all
-- column id VARCHAR: OPD; 'lainnya' = merged small cells
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column ending_3 BIGINT [workers]: of them without cover in the third month after it (90 days)
-- column ending_12 BIGINT [workers]: of them without cover in the twelfth month after it
-- column first_month VARCHAR: first month in which a cover of theirs has run out, YYYY-MM
-- column first_ended BIGINT [workers]: whose cover has run out then
-- source: expiry
select
    id,
    active,
    ending_3,
    ending_12,
    first_month,
    first_ended
from ending_by('opd', $period, null, $sector, $kecamatan, $funding_source)
order by ending_3 desc, id asc
