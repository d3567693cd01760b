-- purpose: OPD with workers younger or older than working people are, in whole years on the month's last day.
-- param youngest INTEGER: [years]
-- param oldest INTEGER: [years]
with

aged as (
    select
        stay.opd,
        date_sub('year', stay.birth, getvariable('last_day')) as age
    from stay
    where
        stay.first_period <= getvariable('period')
        and (stay.last_period is null or stay.last_period >= getvariable('period'))
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
