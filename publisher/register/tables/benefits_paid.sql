-- purpose: Benefits paid by programme, benefit and kecamatan.
select
    programme,
    benefit,
    kecamatan,
    cases,
    amount_idr
from benefit
