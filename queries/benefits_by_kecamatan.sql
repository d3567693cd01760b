-- purpose: Cases and rupiah by kecamatan, programme and benefit, in one month and the twelve up to it.
-- grain: kecamatan x programme x benefit
-- param period VARCHAR: month of the extract, YYYY-MM
-- column programme VARCHAR: programme that paid
-- column benefit VARCHAR: kind of benefit
-- column kecamatan VARCHAR: Kemendagri code; 'lainnya' = merged small cells, of any kecamatan
-- column cases BIGINT [cases]: of this month; NULL if none are published
-- column amount_idr BIGINT [rupiah]: paid for them; NULL if none are published
-- column cases_year BIGINT [cases]: of the twelve months up to it, as published
-- column amount_idr_year BIGINT [rupiah]: paid for them
-- column months_with_cases BIGINT [months]: months of the twelve with a published case
-- source: benefits_paid
select
    programme::varchar as programme,
    benefit::varchar as benefit,
    kecamatan::varchar as kecamatan,
    (sum(cases) filter (where period = $period))::bigint as cases,
    (sum(amount_idr) filter (where period = $period))::bigint as amount_idr,
    sum(cases)::bigint as cases_year,
    sum(amount_idr)::bigint as amount_idr_year,
    count(distinct period) as months_with_cases
from benefits_paid
where
    period between year_start($period) and $period
group by kecamatan, programme, benefit
order by kecamatan, programme, benefit
