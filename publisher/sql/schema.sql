-- purpose: The private register: who a keyed hash is, and for which months someone paid.
create table if not exists worker (
    worker_no integer not null,
    nik_hash varchar not null
);

create table if not exists cover (
    sheet_period varchar not null,
    month varchar not null,
    worker_no integer not null,
    funding_source varchar not null,
    funder varchar not null,
    package varchar not null,
    iuran_idr bigint not null,
    paid_through varchar not null
);

create table if not exists published (
    period varchar not null
);
