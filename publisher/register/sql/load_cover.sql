-- purpose: The months that this month's sheets say are paid for one part of the NIK, one a row.
-- param period VARCHAR: month being published
insert into cover
with

payments as (
    select
        nik,
        bulan as first_month,
        1 as months,
        dibayar_sampai as paid_through,
        sumber_dana as funding_source,
        pembayar as funder,
        paket as package,
        iuran
    from sheet_bpjs_active
    union all
    select
        nik,
        bulan_mulai as first_month,
        jumlah_bulan as months,
        null as paid_through,
        sumber_dana as funding_source,
        perusahaan as funder,
        paket as package,
        iuran
    from sheet_csr_payments
    union all
    select
        nik,
        bulan as first_month,
        jumlah_bulan as months,
        null as paid_through,
        sumber_dana as funding_source,
        sumber_dana as funder,
        paket as package,
        iuran
    from sheet_self_payers
),

placed as (
    select
        payments.*,
        numbers.worker_no,
        first_month.place as first_place
    from payments
    inner join paid_no as numbers
        on
            payments.nik = numbers.nik
            and numbers.worker_no is not null
    inner join calendar as first_month on payments.first_month = first_month.month
)

select
    $period as sheet_period,
    calendar.month,
    placed.worker_no,
    placed.funding_source,
    placed.funder,
    placed.package,
    -- whole rupiah a month; the rest of the division goes to the first months
    placed.iuran // placed.months
    + case
        when calendar.place - placed.first_place < placed.iuran % placed.months then 1
        else 0
    end as iuran_idr,
    coalesce(placed.paid_through, last_month.month) as paid_through
from placed
inner join calendar
    on calendar.place between placed.first_place and placed.first_place + placed.months - 1
inner join calendar as last_month on placed.first_place + placed.months - 1 = last_month.place
