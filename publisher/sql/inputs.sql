-- purpose: What the tables of `this_month` are made of: the universe now and before, money, benefits.
create or replace temp view listed as
with

aged as (
    select
        stay.*,
        extract(year from this_month.last_day) - extract(year from stay.birth)
        - case
            when
                extract(month from stay.birth) > extract(month from this_month.last_day)
                or (
                    extract(month from stay.birth) = extract(month from this_month.last_day)
                    and extract(day from stay.birth) > extract(day from this_month.last_day)
                )
                then 1
            else 0
        end as age
    from stay
    inner join this_month
        on
            stay.first_period <= this_month.period
            and (stay.last_period is null or stay.last_period >= this_month.period)
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
inner join this_month
    on
        stay.first_period <= this_month.published_before
        and (stay.last_period is null or stay.last_period >= this_month.published_before);

create or replace temp view known_cover as
select cover.*
from cover
inner join this_month
    on
        cover.sheet_period <= this_month.period
        and cover.month <= this_month.period;

create or replace temp view money as
select month_money.*
from month_money
inner join this_month on month_money.period = this_month.period;

create or replace temp view benefit as
select month_benefit.*
from month_benefit
inner join this_month on month_benefit.period = this_month.period;

create or replace temp view participant as
select month_participant.*
from month_participant
inner join this_month on month_participant.period = this_month.period;
