-- purpose: What the programmes paid in one month, and in the twelve months up to it, as published.
-- grain: period
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only cases of this kecamatan; NULL keeps all
-- column period VARCHAR: month of the extract
-- column first_month VARCHAR: first of the twelve months that has an extract, YYYY-MM
-- column cases BIGINT [cases]: of this month; kinds with fewer than k cases in the city are not published
-- column amount_idr BIGINT [rupiah]: paid for them
-- column cases_year BIGINT [cases]: of the twelve months
-- column amount_idr_year BIGINT [rupiah]: paid for them
-- column months_published BIGINT [months]: months of the twelve that have an extract
-- column months_with_cases BIGINT [months]: months of the twelve with a published case
-- source: benefits_paid, published_period
with

year_of_months as (
    select period
    from published_period
    where
        period between year_start($period) and $period
),

sums as (
    select
        year_of_months.period,
        count(paid.cases) > 0 as has_cases,
        coalesce(sum(paid.cases), 0) as cases,
        coalesce(sum(paid.amount_idr), 0) as amount_idr
    from year_of_months
    left join benefits_paid as paid
        on
            year_of_months.period = paid.period
            and ($kecamatan::varchar is null or paid.kecamatan = $kecamatan)
    group by year_of_months.period
)

select
    $period::varchar as period,
    min(period)::varchar as first_month,
    coalesce(sum(cases) filter (where period = $period), 0)::bigint as cases,
    coalesce(sum(amount_idr) filter (where period = $period), 0)::bigint as amount_idr,
    coalesce(sum(cases), 0)::bigint as cases_year,
    coalesce(sum(amount_idr), 0)::bigint as amount_idr_year,
    count(*) as months_published,
    count(*) filter (where has_cases) as months_with_cases
from sums
order by period
