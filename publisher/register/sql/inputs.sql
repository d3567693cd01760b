-- purpose: What a month's tables are made of: the universe now and before, cover, money, benefits.
-- variable period VARCHAR: the month
-- variable previous VARCHAR: the month before it
-- variable published_before VARCHAR: the same if it is published, else null
-- variable last_day DATE: last day of the month
create or replace temp view listed as
with

aged as (
    select
        stay.*,
        extract(year from getvariable('last_day')) - extract(year from stay.birth)
        - case
            when
                extract(month from stay.birth) > extract(month from getvariable('last_day'))
                or (
                    extract(month from stay.birth) = extract(month from getvariable('last_day'))
                    and extract(day from stay.birth) > extract(day from getvariable('last_day'))
                )
                then 1
            else 0
        end as age
    from stay
    where
        stay.first_period <= getvariable('period')
        and (stay.last_period is null or stay.last_period >= getvariable('period'))
)

select
    worker_no,
    kecamatan,
    kelurahan,
    opd,
    sector,
    segment,
    sex,
    disability,
    case
        when age < 25 then '15-24'
        when age < 35 then '25-34'
        when age < 45 then '35-44'
        when age < 55 then '45-54'
        when age < 65 then '55-64'
        else '65+'
    end as age_band
from aged;

create or replace temp view listed_before as
select
    stay.worker_no,
    stay.opd,
    stay.sector
from stay
where
    stay.first_period <= cast(getvariable('published_before') as varchar)
    and (
        stay.last_period is null
        or stay.last_period >= cast(getvariable('published_before') as varchar)
    );

create or replace temp view known_cover as
select
    *,
    month = getvariable('period') as is_now,
    month = getvariable('previous') as is_before
from cover
where
    sheet_period <= getvariable('period')
    and month <= getvariable('period');

create or replace temp view money as
select *
from month_money
where period = getvariable('period');

create or replace temp view benefit as
select *
from month_benefit
where period = getvariable('period');

create or replace temp view participant as
select *
from month_participant
where period = getvariable('period');
