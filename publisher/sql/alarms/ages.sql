-- purpose: OPD with workers younger or older than working people are, in whole years on the month's last day.
-- param youngest INTEGER: [years]
-- param oldest INTEGER: [years]
with

aged as (
    select
        stay.opd,
        date_sub('year', stay.birth, this_month.last_day) as age
    from stay
    inner join this_month
        on
            stay.first_period <= this_month.period
            and (stay.last_period is null or stay.last_period >= this_month.period)
)

select
    opd,
    count(*) filter (where age < $youngest) as too_young,
    count(*) filter (where age > $oldest) as too_old
from aged
where
    age < $youngest
    or age > $oldest
group by opd
order by opd
