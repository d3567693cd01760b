-- purpose: Coverage of each body against limits for its size: who differs from the city by more than chance.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as active only those this source pays; the universe stays whole; NULL
--   keeps all
-- column id VARCHAR: body; one without workers in the slice has no row, merged cells have one
-- column universe BIGINT [workers]: all workers of the body in the slice
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column coverage_rate DOUBLE [share 0-1]: active / universe
-- column city_active BIGINT [workers]: protected in the whole slice
-- column city_universe BIGINT [workers]: all workers of the slice
-- column city_rate DOUBLE [share 0-1]: city_active / city_universe
-- column low_95 DOUBLE [share 0-1]: city_rate - 1.96 x sqrt(city_rate x (1 - city_rate) / universe), at least
--   0
-- column high_95 DOUBLE [share 0-1]: the same added, at most 1
-- column low_998 DOUBLE [share 0-1]: as low_95 with 3.09: chance keeps 998 of 1,000 groups within
-- column high_998 DOUBLE [share 0-1]: the same added, at most 1
-- column standing VARCHAR: far_above and far_below (outside 99.8 %), above and below (outside 95 %), alike;
--   not ranked: small (under 30 workers), merged, unnamed
-- column place BIGINT [rank]: by coverage, 1 the highest; all that are alike share one; NULL if not ranked
-- source: coverage
select
    id,
    universe,
    active,
    coverage_rate,
    city_active,
    city_universe,
    city_rate,
    low_95,
    high_95,
    low_998,
    high_998,
    standing,
    place
from funnel_by('opd', $period, null, $sector, $kecamatan, $funding_source)
order by place asc nulls last, coverage_rate desc, id asc
