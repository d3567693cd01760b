-- purpose: Which OPD sent a list of workers this month, and which other kinds of list came, empty or not.
-- param period VARCHAR: month being published
insert into sender
select distinct
    $period as period,
    'opd_workers' as kind,
    opd
from sheet_opd_workers
union all
select
    $period as period,
    kind,
    null as opd
from sheet_kind
