-- purpose: Dates of birth that implausibly many workers share.
-- param least INTEGER: [workers]
select
    cast(stay.birth as varchar) as birth,
    count(*) as workers
from stay
where
    stay.first_period <= getvariable('period')
    and (stay.last_period is null or stay.last_period >= getvariable('period'))
group by stay.birth
having workers >= $least
order by workers desc, birth asc
