-- purpose: Protection of informal workers by participation segment, in one month.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- column id VARCHAR: participation segment
-- column universe BIGINT [workers]: all workers of the group
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column unprotected BIGINT [workers]: not active
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- source: coverage
with

sums as (
    select
        segment::varchar as id,
        sum(workers)::bigint as universe,
        coalesce(sum(workers) filter (where status != 'never'), 0)::bigint as registered,
        coalesce(sum(workers) filter (where status = 'active'), 0)::bigint as active,
        coalesce(sum(workers) filter (where status = 'one_month'), 0)::bigint as one_month,
        coalesce(sum(workers) filter (where status = 'lapsed'), 0)::bigint as lapsed,
        coalesce(sum(workers) filter (where status = 'never'), 0)::bigint as never,
        coalesce(sum(workers) filter (where status != 'active'), 0)::bigint as unprotected
    from coverage
    where
        period = $period
        and ($kecamatan::varchar is null or kecamatan = $kecamatan)
    group by segment
)

select
    id,
    universe,
    registered,
    active,
    one_month,
    lapsed,
    never,
    unprotected,
    active / nullif(universe, 0)::double as coverage_rate
from sums
order by id
