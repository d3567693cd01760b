-- purpose: Movements into and out of cover since the month before.
with

movement as (
    select
        opd,
        sector,
        funding_source,
        movement,
        workers
    from settled_cohort
    where movement is not null
    union all
    select
        opd,
        sector,
        funding_source,
        'ended' as movement,
        1 as workers
    from leaver
)

select
    opd,
    sector,
    funding_source,
    movement,
    cast(sum(workers) as bigint) as workers
from movement
group by opd, sector, funding_source, movement
