-- purpose: Coverage of each body that signed in a known month, from 12 months before to 12 months after it.
-- grain: opd x period
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as active only those this source pays; the universe stays whole; NULL
--   keeps all
-- column opd VARCHAR: body whose agreement is signed or running since a known month
-- column signed_period VARCHAR: that month, YYYY-MM
-- column period VARCHAR: published month
-- column months_since BIGINT [months]: from signed_period; below 0 before it
-- column active BIGINT [workers]: iuran paid for the month, so protected
-- column universe BIGINT [workers]: all workers of the body in the slice
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- column complete BOOLEAN: false while reports of the month are still missing
-- source: coverage, ref_agreement
select
    opd,
    signed_period,
    period,
    months_since,
    active,
    universe,
    active / nullif(universe, 0)::double as coverage_rate,
    complete
from months_around_signature($sector, $kecamatan, $funding_source)
order by opd, period
