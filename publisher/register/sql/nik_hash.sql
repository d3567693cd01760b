-- purpose: HMAC-SHA256 (RFC 2104), in hex, of the NIK on some rows of this month's lists, and their place.
-- param inner_pad BLOB: key, padded to a block, xor 0x36
-- param outer_pad BLOB: key, padded to a block, xor 0x5c
-- param first_row INTEGER: first of the rows
-- param last_row INTEGER: last of the rows
create or replace temp table nik_hash as
select
    row_no,
    -- where the worker stands, as one number: joins compare it instead of eight columns
    hash(
        opd, sektor, kecamatan, kelurahan, segmen, lower(jenis_kelamin), tanggal_lahir, disabilitas
    ) as place,
    sha256($outer_pad || unhex(sha256($inner_pad || encode(nik)))) as nik_hash
from sheet_opd_workers
where row_no between $first_row and $last_row
