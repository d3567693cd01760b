-- purpose: When the list of each body came into the published data, over the twelve months that end with one.
-- grain: opd x period
-- param period VARCHAR: last of the months, YYYY-MM
-- column opd VARCHAR: body; every one of the reference has a row a published month
-- column period VARCHAR: month that the list speaks of
-- column sheets_due_on DATE: day by which the calendar wants the list
-- column release_due_on DATE: day by which the calendar wants the data published
-- column first_release_on DATE: day of the first revision of the month
-- column in_data_on DATE: day of the first revision that holds the list; NULL while it is missing
-- column status VARCHAR: on_time: published by release_due_on; late: it was missed and came after that day;
--   with_release: the month itself came after that day, nobody can tell who was waited for; missing;
--   not_awaited: never missed, and the body has no workers in the month
-- column days_late BIGINT [days]: late: from sheets_due_on; with_release: from release_due_on; else NULL
-- source: coverage, release_history, ref_opd, ref_calendar
with

revisions as (
    select distinct
        period,
        try_cast(left(generated_at, 10) as date) as made_on,
        coalesce(missing, []) as missing
    from release_history
    where period between year_start($period) and $period
),

listed as (
    select distinct
        opd::varchar as opd,
        period::varchar as period
    from coverage
),

arrivals as (
    select
        ref_opd.id as opd,
        revisions.period,
        due_on('sheets', revisions.period) as sheets_due_on,
        due_on('publication', revisions.period) as release_due_on,
        min(revisions.made_on) as first_release_on,
        bool_or(list_contains(revisions.missing, 'opd:' || ref_opd.id)) as was_missed,
        min(revisions.made_on) filter (
            where not list_contains(revisions.missing, 'opd:' || ref_opd.id)
        ) as in_data_on
    from revisions
    inner join published_period on revisions.period = published_period.period
    cross join ref_opd
    group by ref_opd.id, revisions.period
),

judged as (
    select
        arrivals.*,
        case
            when arrivals.in_data_on is null then 'missing'
            when not arrivals.was_missed and listed.opd is null then 'not_awaited'
            when arrivals.in_data_on <= arrivals.release_due_on then 'on_time'
            else if(arrivals.was_missed, 'late', 'with_release')
        end as status
    from arrivals
    left join listed on arrivals.opd = listed.opd and arrivals.period = listed.period
)

select
    opd,
    period,
    sheets_due_on,
    release_due_on,
    first_release_on,
    in_data_on,
    status,
    case status
        when 'late' then in_data_on - sheets_due_on
        when 'with_release' then in_data_on - release_due_on
    end::bigint as days_late
from judged
order by opd, period
