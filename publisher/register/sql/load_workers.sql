-- purpose: Give every new keyed hash the next worker number, in an order that tells nothing of the lists.
insert into worker
with

fresh as (
    select distinct nik_hash.nik_hash
    from nik_hash
    left join worker on nik_hash.nik_hash = worker.nik_hash
    where worker.nik_hash is null
)

select
    cast(
        (select coalesce(max(known.worker_no), 0) from worker as known)
        + row_number() over (order by nik_hash) as integer
    ) as worker_no,
    nik_hash
from fresh
