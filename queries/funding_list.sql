-- purpose: Every published pledge and payment up to one month: who, when, for how many, how long, how much.
-- grain: period x funder x funding_source x kind x months
-- param period VARCHAR: month of the extract, YYYY-MM; months up to it
-- column period VARCHAR: month of the pledge or payment, YYYY-MM
-- column funder VARCHAR: who gives; 'lainnya' = without consent to be named, or merged small cells
-- column name VARCHAR: name as printed; NULL where nobody is named
-- column named BOOLEAN: true if the funder agreed to be named
-- column funding_source VARCHAR: kind of payer
-- column kind VARCHAR: pledged or paid
-- column months BIGINT [months]: of cover for each worker, the first of them `period`
-- column workers BIGINT [workers]: for whom
-- column amount_idr BIGINT [rupiah]: for all of them and all months
-- column runs BOOLEAN: true if the covers are paid and hold the chosen month
-- source: funding, ref_funder
select
    paid.period::varchar as period,
    paid.funder,
    ref_funder.name,
    ref_funder.id is not null as named,
    paid.funding_source::varchar as funding_source,
    paid.kind::varchar as kind,
    paid.months,
    sum(paid.workers)::bigint as workers,
    sum(paid.amount_idr)::bigint as amount_idr,
    bool_or(paid.runs) as runs
from money_until($period) as paid
left join ref_funder on paid.funder = ref_funder.id
group by all
order by period desc, paid.funder asc, funding_source asc, kind desc, paid.months asc
