-- purpose: Who has not sent a list for the months that are still incomplete.
-- grain: period x sender
-- column period VARCHAR: month of the extract, YYYY-MM
-- column sender VARCHAR: `opd:<id>` of a city body, or a kind of sheet: bpjs_active, self_payers or
--   participants
-- source: release
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
    sender
from senders
order by period, sender
