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
with

covers as (
    select
        sector::varchar as id,
        months_left,
        workers,
        min(months_left) over (partition by sector) as least_left
    from covers_in_slice($period, $opd, null, $kecamatan, $funding_source)
)

select
    id,
    sum(workers)::bigint as active,
    coalesce(sum(workers) filter (where months_left <= 3), 0)::bigint as ending_3,
    coalesce(sum(workers) filter (where months_left <= 12), 0)::bigint as ending_12,
    strftime(
        strptime($period::varchar, '%Y-%m')::date + to_months(min(months_left)::integer), '%Y-%m'
    ) as first_month,
    (sum(workers) filter (where months_left = least_left))::bigint as first_ended
from covers
group by id
order by ending_3 desc, id asc
