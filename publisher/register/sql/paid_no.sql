-- purpose: The worker number of each NIK of one part of those that are paid for; null: no OPD lists it.
-- param inner_pad BLOB: key, padded to a block, xor 0x36
-- param outer_pad BLOB: key, padded to a block, xor 0x5c
-- param parts INTEGER: how many parts the NIK are worked off in
-- param part INTEGER: which of them, from 0
create or replace temp table paid_no as
with

paid as (
    select nik from sheet_bpjs_active
    where hash(nik) % $parts = $part
    union
    select nik from sheet_csr_payments
    where hash(nik) % $parts = $part
    union
    select nik from sheet_self_payers
    where hash(nik) % $parts = $part
),

hashed as (
    select
        nik,
        sha256($outer_pad || unhex(sha256($inner_pad || encode(nik)))) as nik_hash
    from paid
)

select
    hashed.nik,
    said.worker_no
from hashed
left join worker on hashed.nik_hash = worker.nik_hash
left join said on worker.worker_no = said.worker_no
