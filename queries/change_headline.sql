-- purpose: Why more or fewer workers are protected than in an earlier month, in parts that add up.
-- grain: one row
-- param period VARCHAR: later month, YYYY-MM
-- param since VARCHAR: earlier published month; NULL: the one before. No rows unless it is earlier
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param funding_source VARCHAR: count only those this source pays; the universe stays whole; NULL keeps all
-- column since VARCHAR: earlier month
-- column active_before BIGINT [workers]: protected in the earlier month
-- column active_after BIGINT [workers]: protected in the later month
-- column change_active BIGINT [workers]: active_after - active_before, which is
--   enrolled - lapsed - ended + moved + corrected
-- column enrolled BIGINT [workers]: new or back after a gap, summed over the months after the earlier one
-- column renewed BIGINT [workers]: cover had run out and was paid again without a gap; changes no count
-- column lapsed BIGINT [workers]: paid for themselves and stopped
-- column ended BIGINT [workers]: cover that others paid ran out and was not paid again
-- column corrected BIGINT [workers]: what the movements leave unexplained over the whole city, as when a
--   month between was corrected
-- column moved BIGINT [workers]: counted in another OPD, sector, payer or merged cell than before; over the
--   whole city this comes to 0
-- column universe_before BIGINT [workers]: all workers in the earlier month, whoever pays
-- column universe_after BIGINT [workers]: all workers in the later month, whoever pays
-- column rate_by_people DOUBLE [share 0-1]: what the change adds to coverage: change_active / universe_before
-- column rate_by_universe DOUBLE [share 0-1]: what a longer or shorter list of workers adds to coverage:
--   active_after / universe_after - active_after / universe_before
-- source: coverage, flows
select
    any_value(since) as since,
    sum(active_before_workers)::bigint as active_before,
    sum(active_after_workers)::bigint as active_after,
    active_after - active_before as change_active,
    sum(enrolled_workers)::bigint as enrolled,
    sum(renewed_workers)::bigint as renewed,
    sum(lapsed_workers)::bigint as lapsed,
    sum(ended_workers)::bigint as ended,
    sum(corrected_workers)::bigint as corrected,
    change_active - enrolled + lapsed + ended - corrected as moved,
    sum(universe_before_workers)::bigint as universe_before,
    sum(universe_after_workers)::bigint as universe_after,
    change_active / nullif(universe_before, 0)::double as rate_by_people,
    active_after / nullif(universe_after, 0)::double
    - active_after / nullif(universe_before, 0)::double as rate_by_universe
from changes_in_slice($since, $period, $opd, $sector, $funding_source)
having count(*) > 0
order by since
