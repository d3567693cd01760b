-- purpose: How many workers are protected in one month, of how many, how far from a target, and since when.
-- grain: one row
-- param period VARCHAR: month of the extract, YYYY-MM; no row when it is not published
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   the universe and never stay whole; NULL keeps all
-- param target_share DECIMAL(9,6): part of the universe to protect; NULL when the target is a number or none
-- param target_workers BIGINT: workers to protect, in the whole city; NULL when the target is a share or none
-- param denominator_workers BIGINT: takes the place of the universe; NULL keeps the workers of the slice
-- column period VARCHAR: month of the extract
-- column universe BIGINT [workers]: all workers of the slice, or denominator_workers
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- column iuran_idr BIGINT [rupiah]: iuran paid for this month
-- column target_workers BIGINT [workers]: the number, or target_share x universe rounded up; NULL without
--   target
-- column gap_workers BIGINT [workers]: target_workers - active, at least 0; NULL without target
-- column previous_period VARCHAR: published month before; NULL for the first
-- column previous_active BIGINT [workers]: active in it; NULL for the first
-- column change_active BIGINT [workers]: active - previous_active; NULL for the first
-- source: coverage
with

sums as (
    select
        sum(workers) as workers,
        coalesce(sum(active) filter (where payer), 0)::bigint as active,
        coalesce(sum(one_month) filter (where payer), 0)::bigint as one_month,
        coalesce(sum(lapsed) filter (where payer), 0)::bigint as lapsed,
        coalesce(sum(never), 0)::bigint as never,
        coalesce(sum(iuran_idr) filter (where payer), 0)::bigint as iuran_idr,
        coalesce(sum(active_before) filter (where payer), 0)::bigint as active_before
    from in_slice($period, $opd, $sector, $kecamatan, $funding_source)
),

counted as (
    select
        *,
        coalesce($denominator_workers::bigint, workers, 0)::bigint as universe,
        -- DECIMAL throughout: 0.29 as a binary fraction may round up to one worker too many
        ceil($target_share::decimal(9, 6) * universe)::bigint as share_workers,
        coalesce($target_workers::bigint, share_workers) as target_workers,
        target_workers - active as missing
    from sums
)

select
    published_period.period,
    counted.universe,
    counted.active + counted.one_month + counted.lapsed as registered,
    counted.active,
    counted.one_month,
    counted.lapsed,
    counted.never,
    counted.active / nullif(counted.universe, 0)::double as coverage_rate,
    counted.iuran_idr,
    counted.target_workers,
    if(counted.missing < 0, 0, counted.missing) as gap_workers,
    published_period.previous_period,
    if(published_period.previous_period is null, null, counted.active_before) as previous_active,
    counted.active - previous_active as change_active
from published_period
cross join counted
where published_period.period = $period
order by published_period.period
