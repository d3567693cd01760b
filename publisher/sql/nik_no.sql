-- purpose: The worker number of each NIK of this month's lists, in memory only.
create or replace temp table nik_no as
select
    nik_hash.nik,
    worker.worker_no
from nik_hash
inner join worker on nik_hash.nik_hash = worker.nik_hash
