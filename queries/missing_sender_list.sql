-- purpose: Who has not sent a list for the months that are still incomplete.
-- grain: period x sender
-- column period VARCHAR: month of the extract, YYYY-MM
-- column sender VARCHAR: `opd:<id>` of a city body, or a kind of sheet: bpjs_active, self_payers or
--   participants
-- column due_on DATE: day by which the calendar wanted the list
-- source: release, ref_calendar
with

senders as (
    select distinct
        release.period,
        unnest(release.missing) as sender
    from release
    inner join published_period on release.period = published_period.period
    where not published_period.complete
)

select
    period,
    sender,
    due_on('sheets', period) as due_on
from senders
order by period, sender
