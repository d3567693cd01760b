-- purpose: Which revisions the register took, oldest first.
create table if not exists taken (
    place integer not null,
    revision varchar not null,
    manifest varchar not null,
    confirmed boolean not null
)
