-- purpose: The private register: who a keyed hash is, where each worker stood, and who paid for which month.
-- A stay holds for the published months from first_period to last_period; null: up to the latest one.
create table if not exists worker (
    worker_no integer not null,
    nik_hash varchar not null
);

create table if not exists stay (
    worker_no integer not null,
    opd varchar not null,
    sector varchar not null,
    kecamatan varchar not null,
    kelurahan varchar not null,
    segment varchar not null,
    sex varchar not null,
    birth date not null,
    disability varchar not null,
    first_period varchar not null,
    last_period varchar
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

create table if not exists month_money (
    period varchar not null,
    funder varchar not null,
    funding_source varchar not null,
    kind varchar not null,
    months bigint not null,
    amount_idr bigint not null,
    workers bigint not null
);

create table if not exists month_benefit (
    period varchar not null,
    programme varchar not null,
    benefit varchar not null,
    kecamatan varchar not null,
    cases bigint not null,
    amount_idr bigint not null
);

create table if not exists month_participant (
    period varchar not null,
    segment varchar not null,
    programme varchar not null,
    workers bigint not null
);

create table if not exists sender (
    period varchar not null,
    kind varchar not null,
    opd varchar
);

create table if not exists tally (
    period varchar not null,
    opd varchar not null,
    sector varchar not null,
    kecamatan varchar not null,
    funding_source varchar,
    workers bigint not null
);

create table if not exists published (
    period varchar not null,
    complete boolean not null
);

-- why a group of workers was hidden the last time: small, or protecting small ones
create table if not exists hidden (
    period varchar not null,
    family varchar not null,
    step integer not null,
    hidden_group varchar not null,
    why varchar not null
);
