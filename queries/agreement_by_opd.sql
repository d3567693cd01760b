-- purpose: How far the agreement (PKS) of each body is, since when, and how old it is at the end of a month.
-- grain: opd
-- param period VARCHAR: month at whose last day the age is counted, YYYY-MM
-- column opd VARCHAR: body; every one of the reference has a row
-- column stage VARCHAR: none, draft, signed, running; unknown when no source tells, or none of these
-- column date VARCHAR: when the stage was reached, as the source has it: a year, month, day or interval
-- column first_day DATE: first day that the date can mean; NULL without date, or when it is none
-- column last_day DATE: last day that the date can mean
-- column counted_to DATE: last day of the month, to which the age is counted
-- column is_after BOOLEAN: true if the stage was reached after that day; NULL without date
-- column age_days_least BIGINT [days]: from last_day; NULL without date or after the month
-- column age_days_most BIGINT [days]: from first_day; NULL without date or after the month
-- column source VARCHAR: where it was read
-- column note VARCHAR: what a reader must know about the row, in English
-- column note_id VARCHAR: the same note in Indonesian
-- source: ref_agreement, ref_opd
with

counted as (
    select
        *,
        last_day(strptime($period::varchar, '%Y-%m')::date) as counted_to,
        first_day > counted_to as is_after,
        list_position(['running', 'signed', 'draft', 'none', 'unknown'], stage) as road
    from agreement_dated
)

select
    opd,
    stage,
    date,
    first_day,
    last_day,
    counted_to,
    is_after,
    if(not is_after, greatest(counted_to - last_day, 0), null)::bigint as age_days_least,
    if(not is_after, counted_to - first_day, null)::bigint as age_days_most,
    source,
    note,
    note_id
from counted
order by road asc, opd = 'belum_disebut' asc, first_day asc nulls last, opd asc
