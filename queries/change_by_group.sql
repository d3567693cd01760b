-- purpose: Where the change of the protected since an earlier month comes from, by OPD, sector and payer.
-- grain: dimension x id
-- param period VARCHAR: later month, YYYY-MM
-- param since VARCHAR: earlier published month; NULL: the one before. No rows unless it is earlier
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param funding_source VARCHAR: count only those this source pays; the universe stays whole; NULL keeps all
-- column dimension VARCHAR: opd, sector or funding_source; the rows of each add up to the same change
-- column id VARCHAR: code in that dimension; 'lainnya' = merged small cells
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
-- source: coverage, flows
select
    case
        when grouping(opd) = 0 then 'opd' when grouping(sector) = 0 then 'sector' else 'funding_source'
    end as dimension,
    coalesce(opd::varchar, sector::varchar, funding_source::varchar) as id,
    sum(active_before_workers)::bigint as active_before,
    sum(active_after_workers)::bigint as active_after,
    active_after - active_before as change_active,
    sum(enrolled_workers)::bigint as enrolled,
    sum(renewed_workers)::bigint as renewed,
    sum(lapsed_workers)::bigint as lapsed,
    sum(ended_workers)::bigint as ended,
    sum(corrected_workers)::bigint as corrected,
    change_active - enrolled + lapsed + ended - corrected as moved
from changes_in_slice($since, $period, $opd, $sector, $funding_source)
group by grouping sets (opd, sector, funding_source)
having coalesce(opd::varchar, sector::varchar, funding_source::varchar) is not null
order by dimension asc, abs(change_active) desc, id asc
