-- purpose: Cases and rupiah by programme and benefit, in one month and the twelve up to it.
-- grain: programme x benefit
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only cases of this kecamatan; NULL keeps all
-- column programme VARCHAR: programme that paid
-- column benefit VARCHAR: kind of benefit
-- column cases BIGINT [cases]: of this month; NULL if none are published
-- column amount_idr BIGINT [rupiah]: paid for them; NULL if none are published
-- column cases_year BIGINT [cases]: of the twelve months up to it, as published
-- column amount_idr_year BIGINT [rupiah]: paid for them
-- column months_with_cases BIGINT [months]: months of the twelve with a published case
-- source: benefits_paid
select
    programme::varchar as programme,
    benefit::varchar as benefit,
    (sum(cases) filter (where period = $period))::bigint as cases,
    (sum(amount_idr) filter (where period = $period))::bigint as amount_idr,
    sum(cases)::bigint as cases_year,
    sum(amount_idr)::bigint as amount_idr_year,
    count(distinct period) as months_with_cases
from benefits_paid
where
    period between year_start($period) and $period
    and ($kecamatan::varchar is null or kecamatan = $kecamatan)
group by programme, benefit
order by programme, benefit
