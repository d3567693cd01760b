-- purpose: Benefits paid by programme, benefit and kecamatan.
select
    program as programme,
    manfaat as benefit,
    kecamatan,
    count(*) as cases,
    cast(sum(jumlah) as bigint) as amount_idr
from sheet_benefits_paid
group by program, manfaat, kecamatan
