-- purpose: Who is covered in one month and the next twelve if nobody renews. No rows if nobody is protected.
-- grain: month x funding_source
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: only covers this source pays; NULL keeps all
-- column month VARCHAR: month, YYYY-MM
-- column months_later BIGINT [months]: after the month of the extract, 0 to 12
-- column funding_source VARCHAR: who pays; 'lainnya' = merged small cells
-- column covered BIGINT [workers]: cover is paid for this month; 0 rows are kept
-- column ended BIGINT [workers]: covered in the month before, and not in this one
-- column covered_total BIGINT [workers]: covered by any source of the slice in this month
-- column ended_total BIGINT [workers]: ended, by any source of the slice
-- source: expiry
with

covers as (
    select
        funding_source::varchar as funding_source,
        months_left,
        sum(workers) as workers
    from covers_in_slice($period, $opd, $sector, $kecamatan, $funding_source)
    group by all
),

ahead as (
    select range as months_later
    from range(13)
),

path as (
    select
        ahead.months_later,
        covers.funding_source,
        sum(if(covers.months_left > ahead.months_later, covers.workers, 0)) as covered,
        sum(if(covers.months_left = ahead.months_later, covers.workers, 0)) as ended
    from ahead
    cross join covers
    group by ahead.months_later, covers.funding_source
)

select
    strftime(strptime($period::varchar, '%Y-%m')::date + to_months(months_later::integer), '%Y-%m') as month,
    months_later,
    funding_source,
    covered::bigint as covered,
    ended::bigint as ended,
    (sum(covered) over (partition by months_later))::bigint as covered_total,
    (sum(ended) over (partition by months_later))::bigint as ended_total
from path
order by months_later, funding_source
