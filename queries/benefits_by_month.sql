-- purpose: What each programme paid in the twelve months up to one month. No rows if nothing is published.
-- grain: period x programme x benefit
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only cases of this kecamatan; NULL keeps all
-- column period VARCHAR: month of an extract
-- column programme VARCHAR: programme that paid
-- column benefit VARCHAR: kind of benefit, of those with a published case in the twelve months
-- column cases BIGINT [cases]: NULL if none are published: there were none, or fewer than k in the city
-- column amount_idr BIGINT [rupiah]: paid for them; NULL if none are published
-- column amount_idr_total BIGINT [rupiah]: paid in this month for all kinds; NULL if none are published
-- source: benefits_paid, published_period
with

paid as (
    select
        period::varchar as period,
        programme::varchar as programme,
        benefit::varchar as benefit,
        sum(cases)::bigint as cases,
        sum(amount_idr)::bigint as amount_idr
    from benefits_paid
    where
        period between year_start($period) and $period
        and ($kecamatan::varchar is null or kecamatan = $kecamatan)
    group by all
),

kinds as (
    select distinct
        programme,
        benefit
    from paid
)

select
    published_period.period,
    kinds.programme,
    kinds.benefit,
    paid.cases,
    paid.amount_idr,
    (sum(paid.amount_idr) over (partition by published_period.period))::bigint as amount_idr_total
from published_period
cross join kinds
left join paid
    on
        published_period.period = paid.period
        and kinds.programme = paid.programme
        and kinds.benefit = paid.benefit
where
    published_period.period between year_start($period) and $period
order by published_period.period, kinds.programme, kinds.benefit
