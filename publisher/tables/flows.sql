-- purpose: Movements into and out of cover since the month before.
select
    opd,
    sector,
    payer as funding_source,
    movement,
    count(*) as workers
from person
where movement is not null
group by opd, sector, payer, movement
