-- purpose: Dates of birth that implausibly many workers share.
-- param least INTEGER: [workers]
select
    cast(stay.birth as varchar) as birth,
    count(*) as workers
from stay
inner join this_month
    on
        stay.first_period <= this_month.period
        and (stay.last_period is null or stay.last_period >= this_month.period)
group by stay.birth
having workers >= $least
order by workers desc, birth asc
