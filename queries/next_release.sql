-- purpose: Which month is published next, and by which day the calendar wants it.
-- grain: one row
-- column latest_period VARCHAR: last published month, YYYY-MM
-- column next_period VARCHAR: month after it
-- column due_on DATE: day by which next_period is due
-- source: release, ref_calendar
with

months as (
    select
        max(period) as latest_period,
        strftime(max(month) + to_months(1), '%Y-%m') as next_period
    from published_period
)

select
    latest_period,
    next_period,
    due_on('publication', next_period) as due_on
from months
order by latest_period
