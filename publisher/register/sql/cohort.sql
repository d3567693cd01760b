-- purpose: How many workers are alike in everything that any table tells.
select
    kecamatan,
    kelurahan,
    opd,
    sector,
    segment,
    sex,
    disability,
    age_band,
    status,
    funding_source,
    is_active,
    package,
    iuran_idr,
    paid_through,
    also_paid_by,
    also_idr,
    movement,
    count(*) as workers
from person
group by
    kecamatan, kelurahan, opd, sector, segment, sex, disability, age_band, status, funding_source, is_active,
    package, iuran_idr, paid_through, also_paid_by, also_idr, movement
