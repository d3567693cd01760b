-- purpose: Who sent a list in the last complete month and sent none for this one.
-- param period VARCHAR: month being published
select
    kind,
    opd
from sender
where
    period = (
        select max(complete_month.period)
        from published as complete_month
        where
            complete_month.complete
            and complete_month.period < $period
    )
except
select
    kind,
    opd
from sender
where period = $period
order by kind, opd
