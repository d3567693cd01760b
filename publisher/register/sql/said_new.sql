-- purpose: Where this month's lists say each worker stands; empty, in memory only.
create or replace temp table said (
    worker_no integer not null,
    row_no integer not null,
    place ubigint not null
)
