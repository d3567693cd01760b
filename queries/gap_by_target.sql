-- purpose: How far is each target, how many a month does it take, and when does today's pace get there?
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- column id VARCHAR: target
-- column scope VARCHAR: who counts towards it: all: protected vulnerable workers; a payer: registered by it;
--   ucj: active members of all segments
-- column denominator VARCHAR: group the target speaks of; NULL if none was named
-- column date_set VARCHAR: day it was stated in public
-- column due VARCHAR: month by which it must be reached; NULL if not named
-- column superseded_by VARCHAR: target stated later for the same people, kind and due month; NULL if none
-- column target_workers BIGINT [workers]: the number, or its share of its own denominator rounded up
-- column reached_workers BIGINT [workers]: who count towards it in the month
-- column gap_workers BIGINT [workers]: target_workers - reached_workers, at least 0
-- column months_left BIGINT [months]: from the month to the due one; NULL without due month, 0 when it passed
-- column needed_a_month BIGINT [workers]: gap_workers / months_left rounded up; NULL when no months are left
-- column since VARCHAR: published month the pace is measured from: twelve months ago, or the first after it
-- column since_workers BIGINT [workers]: who counted towards it then
-- column pace_months BIGINT [months]: from since to the month
-- column change_workers BIGINT [workers]: reached_workers - since_workers; over pace_months it is the pace
-- column months_to_go BIGINT [months]: gap_workers x pace_months / change_workers rounded up; 0 without gap,
--   NULL when this pace never closes it
-- source: coverage, participants, ref_target, ref_denominator
with

measured as (
    select
        targets.*,
        pace.since,
        pace.months as pace_months,
        coalesce(reached_now.workers, 0)::bigint as reached_workers,
        coalesce(reached_then.workers, 0)::bigint as since_workers,
        greatest(targets.target_workers - reached_workers, 0) as gap_workers,
        reached_workers - since_workers as change_workers,
        datediff(
            'month', strptime(targets.period, '%Y-%m')::date, strptime(targets.due, '%Y-%m')::date
        ) as months_to_due,
        if(months_to_due < 0, 0, months_to_due) as months_left
    from target_by_period as targets
    inner join pace_by_period as pace on targets.period = pace.period
    left join reached_by_scope as reached_now
        on targets.scope = reached_now.scope and targets.period = reached_now.period
    left join reached_by_scope as reached_then
        on targets.scope = reached_then.scope and pace.since = reached_then.period
    where targets.period = $period
)

select
    id,
    scope,
    denominator,
    date_set,
    due,
    superseded_by,
    target_workers,
    reached_workers,
    gap_workers,
    months_left,
    if(months_left > 0, (gap_workers + months_left - 1) // months_left, null)::bigint as needed_a_month,
    since,
    since_workers,
    pace_months,
    change_workers,
    case
        when gap_workers = 0 then 0
        when change_workers > 0 then (gap_workers * pace_months + change_workers - 1) // change_workers
    end::bigint as months_to_go
from measured
order by date_set asc, id asc
