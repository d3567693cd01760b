-- purpose: Keep how many workers each cell had before anything was merged, to compare the next month with.
-- param period VARCHAR: month being published
insert into tally
select
    $period as period,
    opd,
    sector,
    kecamatan,
    funding_source,
    workers
from month_tally
