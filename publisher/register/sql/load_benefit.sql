-- purpose: What this month's sheets say of benefits, by programme, benefit and kecamatan.
-- param period VARCHAR: month being published
insert into month_benefit
select
    $period as period,
    program as programme,
    manfaat as benefit,
    kecamatan,
    count(*) as cases,
    cast(sum(jumlah) as bigint) as amount_idr
from sheet_benefits_paid
group by program, manfaat, kecamatan
