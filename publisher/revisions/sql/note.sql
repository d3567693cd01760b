-- purpose: Note a revision that is about to be published.
-- param revision VARCHAR: its id, 2026-10.r2
-- param manifest VARCHAR: sha256 of the manifest that will publish it
insert into taken
select
    coalesce(max(place), 0) + 1 as place,
    $revision,
    $manifest,
    false as confirmed
from taken
