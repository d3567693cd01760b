-- purpose: Who loses cover soon if nobody renews, by worker group.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: only covers this source pays; NULL keeps all
-- column id VARCHAR: worker group; 'lainnya' = merged small cells
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
from ending_by('sector', $period, $opd, null, $kecamatan, $funding_source)
order by ending_3 desc, id asc
