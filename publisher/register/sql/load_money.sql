-- purpose: What this month's sheets say was pledged and paid, by funder.
-- param period VARCHAR: month being published
insert into month_money
with

said as (
    select
        perusahaan as funder,
        sumber_dana as funding_source,
        'pledged' as kind,
        jumlah_bulan as months,
        jumlah as amount_idr,
        pekerja as workers
    from sheet_csr_pledges
    union all
    select
        perusahaan as funder,
        sumber_dana as funding_source,
        'paid' as kind,
        jumlah_bulan as months,
        iuran as amount_idr,
        1 as workers
    from sheet_csr_payments
    union all
    select
        pembayar as funder,
        sumber_dana as funding_source,
        'paid' as kind,
        1 as months,
        iuran as amount_idr,
        1 as workers
    from sheet_bpjs_active
    union all
    select
        sumber_dana as funder,
        sumber_dana as funding_source,
        'paid' as kind,
        jumlah_bulan as months,
        iuran as amount_idr,
        1 as workers
    from sheet_self_payers
)

select
    $period as period,
    funder,
    funding_source,
    kind,
    months,
    cast(sum(amount_idr) as bigint) as amount_idr,
    cast(sum(workers) as bigint) as workers
from said
group by funder, funding_source, kind, months
