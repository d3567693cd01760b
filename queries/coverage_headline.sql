-- purpose: How many workers are protected in a month, of how many, how far from a target, and since when.
-- grain: period
-- param period VARCHAR: month of the extract, YYYY-MM; no row when it is not published; NULL keeps all
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   the universe and never stay whole; NULL keeps all
-- param target_share DECIMAL(9,6): part of the universe to protect; NULL when the target is a number or none
-- param target_workers BIGINT: workers to protect, in the whole city; NULL when the target is a share or none
-- param denominator_workers BIGINT: takes the place of the universe; NULL keeps the workers of the slice
-- column period VARCHAR: month of the extract
-- column universe BIGINT [workers]: all workers of the slice, 0 where it is empty, or denominator_workers
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
-- column change_rate DOUBLE [difference of shares]: coverage_rate less that of the month before; NULL for the
--   first, or if a universe is 0
-- column change_gap BIGINT [workers]: gap_workers less that of the month before; NULL for the first
-- column change_universe BIGINT [workers]: the same of universe
-- column change_registered BIGINT [workers]: the same of registered
-- column change_one_month BIGINT [workers]: the same of one_month
-- column change_lapsed BIGINT [workers]: the same of lapsed
-- column change_never BIGINT [workers]: the same of never
-- source: coverage
with

listed as (
    select
        published_period.period,
        published_period.previous_period,
        coalesce($denominator_workers::bigint, sum(slice.workers), 0)::bigint as universe,
        coalesce(sum(slice.active) filter (where slice.payer), 0)::bigint as active,
        coalesce(sum(slice.one_month) filter (where slice.payer), 0)::bigint as one_month,
        coalesce(sum(slice.lapsed) filter (where slice.payer), 0)::bigint as lapsed,
        coalesce(sum(slice.never), 0)::bigint as never,
        coalesce(sum(slice.iuran_idr) filter (where slice.payer), 0)::bigint as iuran_idr
    from published_period
    left join in_slice(null, $opd, $sector, $kecamatan, $funding_source) as slice
        on published_period.period = slice.period
    group by published_period.period, published_period.previous_period
),

counted as (
    select
        *,
        active + one_month + lapsed as registered,
        active / nullif(universe, 0)::double as coverage_rate,
        -- DECIMAL throughout: 0.29 as a binary fraction may round up to one worker too many
        coalesce($target_workers, ceil($target_share::decimal(9, 6) * universe))::bigint as target_workers,
        if(target_workers < active, 0, target_workers - active) as gap_workers
    from listed
)

select
    chosen.period,
    chosen.universe,
    chosen.registered,
    chosen.active,
    chosen.one_month,
    chosen.lapsed,
    chosen.never,
    chosen.coverage_rate,
    chosen.iuran_idr,
    chosen.target_workers,
    chosen.gap_workers,
    chosen.previous_period,
    previous.active as previous_active,
    chosen.active - previous.active as change_active,
    chosen.coverage_rate - previous.coverage_rate as change_rate,
    chosen.gap_workers - previous.gap_workers as change_gap,
    chosen.universe - previous.universe as change_universe,
    chosen.registered - previous.registered as change_registered,
    chosen.one_month - previous.one_month as change_one_month,
    chosen.lapsed - previous.lapsed as change_lapsed,
    chosen.never - previous.never as change_never
from counted as chosen
left join counted as previous on chosen.previous_period = previous.period
where $period::varchar is null or chosen.period = $period
order by chosen.period
