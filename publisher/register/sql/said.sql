-- purpose: Some rows of this month's lists with the worker's number in place of the NIK.
insert into said by name
select
    worker.worker_no,
    nik_hash.row_no,
    nik_hash.place
from nik_hash
inner join worker on nik_hash.nik_hash = worker.nik_hash
