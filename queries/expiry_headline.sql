-- purpose: How many lose cover within 3 and 12 months if nobody renews. No row when nobody is protected.
-- grain: period
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: only covers this source pays; NULL keeps all
-- column period VARCHAR: month of the extract
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column ending_3 BIGINT [workers]: of them without cover in the third month after it (90 days)
-- column ending_12 BIGINT [workers]: of them without cover in the twelfth month after it
-- column covered_12 BIGINT [workers]: of them still covered in the twelfth month after it
-- column month_3 VARCHAR: the third month after it, YYYY-MM
-- column month_12 VARCHAR: the twelfth month after it, YYYY-MM
-- source: expiry
select
    $period::varchar as period,
    sum(workers)::bigint as active,
    coalesce(sum(workers) filter (where months_left <= 3), 0)::bigint as ending_3,
    coalesce(sum(workers) filter (where months_left <= 12), 0)::bigint as ending_12,
    coalesce(sum(workers) filter (where months_left > 12), 0)::bigint as covered_12,
    strftime(strptime($period::varchar, '%Y-%m')::date + to_months(3), '%Y-%m') as month_3,
    strftime(strptime($period::varchar, '%Y-%m')::date + to_months(12), '%Y-%m') as month_12
from covers_in_slice($period, $opd, $sector, $kecamatan, $funding_source)
having sum(workers) > 0
order by period
