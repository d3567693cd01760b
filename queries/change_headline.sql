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
with

chosen as (
    select
        *,
        if(is_active, counted_as, 'listed_' || counted_as) as reason,
        coalesce(funding_source = $funding_source, $funding_source::varchar is null) as payer
    from
        changes_between(
            coalesce($since, (
                select previous_period
                from published_period
                where period = $period
            )),
            $period
        )
    where ($opd::varchar is null or opd = $opd) and ($sector::varchar is null or sector = $sector)
)

select
    any_value(since) as since,
    coalesce(sum(workers) filter (where payer and reason = 'before'), 0)::bigint as active_before,
    coalesce(sum(workers) filter (where payer and reason = 'after'), 0)::bigint as active_after,
    active_after - active_before as change_active,
    coalesce(sum(workers) filter (where payer and reason = 'enrolled'), 0)::bigint as enrolled,
    coalesce(sum(workers) filter (where payer and reason = 'renewed'), 0)::bigint as renewed,
    coalesce(sum(workers) filter (where payer and reason = 'lapsed'), 0)::bigint as lapsed,
    coalesce(sum(workers) filter (where payer and reason = 'ended'), 0)::bigint as ended,
    coalesce(sum(workers) filter (where payer and reason = 'corrected'), 0)::bigint as corrected,
    change_active - enrolled + lapsed + ended - corrected as moved,
    coalesce(sum(workers) filter (where counted_as = 'before'), 0)::bigint as universe_before,
    coalesce(sum(workers) filter (where counted_as = 'after'), 0)::bigint as universe_after,
    change_active / nullif(universe_before, 0)::double as rate_by_people,
    active_after / nullif(universe_after, 0)::double
    - active_after / nullif(universe_before, 0)::double as rate_by_universe
from chosen
having count(*) > 0
order by since
