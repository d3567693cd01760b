-- purpose: Coverage of each body before it signed and in the last complete month up to a year after.
-- grain: opd
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as active only those this source pays; the universe stays whole; NULL
--   keeps all
-- column opd VARCHAR: body whose agreement is signed or running since a known month
-- column signed_period VARCHAR: that month, YYYY-MM
-- column before_period VARCHAR: last complete month before it, at most 12 back; NULL when none is published
-- column before_active BIGINT [workers]: protected in it
-- column before_universe BIGINT [workers]: all workers of the body in it
-- column before_rate DOUBLE [share 0-1]: before_active / before_universe; NULL if the universe is 0
-- column after_period VARCHAR: last complete month after it, at most 12 on; NULL when none is published
-- column after_active BIGINT [workers]: protected in it
-- column after_universe BIGINT [workers]: all workers of the body in it
-- column after_rate DOUBLE [share 0-1]: after_active / after_universe; NULL if the universe is 0
-- column change_points DOUBLE [share 0-1]: after_rate - before_rate; NULL when one is
-- source: coverage, ref_agreement
with

complete_months as (
    select
        *,
        months_since < 0 as is_before,
        months_since > 0 as is_after
    from months_around_signature($sector, $kecamatan, $funding_source)
    where complete
),

compared as (
    select
        opd,
        signed_period,
        max(period) filter (where is_before) as before_period,
        arg_max(active, period) filter (where is_before) as before_active,
        arg_max(universe, period) filter (where is_before) as before_universe,
        max(period) filter (where is_after) as after_period,
        arg_max(active, period) filter (where is_after) as after_active,
        arg_max(universe, period) filter (where is_after) as after_universe
    from complete_months
    group by opd, signed_period
)

select
    opd,
    signed_period,
    before_period,
    before_active,
    before_universe,
    before_active / nullif(before_universe, 0)::double as before_rate,
    after_period,
    after_active,
    after_universe,
    after_active / nullif(after_universe, 0)::double as after_rate,
    after_rate - before_rate as change_points
from compared
order by opd
