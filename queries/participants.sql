-- purpose: How many workers of each kind have cover in one month, in the whole city: the numerator of UCJ.
-- grain: segment x programme
-- param period VARCHAR: month of the extract, YYYY-MM
-- column segment VARCHAR: participation segment
-- column programme VARCHAR: programme
-- column workers BIGINT [workers]: active in the programme
-- source: participants
select
    segment::varchar as segment,
    programme::varchar as programme,
    sum(workers)::bigint as workers
from participants
where period = $period
group by all
order by all
