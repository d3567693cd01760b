-- purpose: What each funder pledged and paid up to one month, what of it runs, and what is used up.
-- grain: funder x funding_source
-- param period VARCHAR: month of the extract, YYYY-MM; months up to it
-- column funder VARCHAR: who gives; 'lainnya' = without consent to be named, or merged small cells
-- column name VARCHAR: name as printed; NULL where nobody is named
-- column named BOOLEAN: true if the funder agreed to be named
-- column funding_source VARCHAR: kind of payer
-- column first_month VARCHAR: month of the first pledge or payment, YYYY-MM
-- column pledged_idr BIGINT [rupiah]: pledged; NULL where nothing was (public budgets and own payers do not)
-- column pledged_worker_months BIGINT [worker-months]: covers pledged x their months; NULL likewise
-- column paid_idr BIGINT [rupiah]: paid
-- column paid_worker_months BIGINT [worker-months]: covers paid x their months
-- column unpaid_idr BIGINT [rupiah]: pledged_idr - paid_idr, at least 0; NULL without pledge
-- column unpaid_worker_months BIGINT [worker-months]: pledged less paid, at least 0; NULL without pledge
-- column beyond_idr BIGINT [rupiah]: paid_idr - pledged_idr, at least 0; NULL without pledge
-- column beyond_worker_months BIGINT [worker-months]: paid less pledged, at least 0; NULL without pledge
-- column paid_covers BIGINT [covers]: paid, of one worker each, whatever their months
-- column running_covers BIGINT [covers]: paid covers that hold the chosen month
-- column ended_covers BIGINT [covers]: paid_covers - running_covers
-- column running_until VARCHAR: last month of any of them, YYYY-MM; NULL when none runs
-- column begun_worker_months BIGINT [worker-months]: of those paid, in the chosen month or before it
-- column ahead_worker_months BIGINT [worker-months]: of those paid, after the chosen month
-- column ended_worker_months BIGINT [worker-months]: of those paid, of covers that ended before the month
-- source: funding, ref_funder
with

sums as (
    select
        funder,
        funding_source,
        min(period)::varchar as first_month,
        sum(amount_idr) filter (where kind = 'pledged') as pledged_idr,
        sum(workers * months) filter (where kind = 'pledged') as pledged_worker_months,
        coalesce(sum(amount_idr) filter (where kind = 'paid'), 0) as paid_idr,
        coalesce(sum(workers * months) filter (where kind = 'paid'), 0) as paid_worker_months,
        coalesce(sum(workers) filter (where kind = 'paid'), 0) as paid_covers,
        coalesce(sum(workers) filter (where runs), 0) as running_covers,
        max(months - months_before) filter (where runs) as months_left,
        sum(begun) as begun_worker_months,
        coalesce(sum(workers * months) filter (where kind = 'paid' and not runs), 0) as ended_worker_months
    from money_until($period)
    group by funder, funding_source
)

select
    sums.funder,
    ref_funder.name,
    ref_funder.id is not null as named,
    sums.funding_source::varchar as funding_source,
    sums.first_month,
    sums.pledged_idr::bigint as pledged_idr,
    sums.pledged_worker_months::bigint as pledged_worker_months,
    sums.paid_idr::bigint as paid_idr,
    sums.paid_worker_months::bigint as paid_worker_months,
    if(sums.pledged_idr > sums.paid_idr, sums.pledged_idr - sums.paid_idr, sums.pledged_idr * 0)::bigint
        as unpaid_idr,
    if(
        sums.pledged_worker_months > sums.paid_worker_months,
        sums.pledged_worker_months - sums.paid_worker_months,
        sums.pledged_worker_months * 0
    )::bigint as unpaid_worker_months,
    if(sums.paid_idr > sums.pledged_idr, sums.paid_idr - sums.pledged_idr, sums.pledged_idr * 0)::bigint
        as beyond_idr,
    if(
        sums.paid_worker_months > sums.pledged_worker_months,
        sums.paid_worker_months - sums.pledged_worker_months,
        sums.pledged_worker_months * 0
    )::bigint as beyond_worker_months,
    sums.paid_covers::bigint as paid_covers,
    sums.running_covers::bigint as running_covers,
    (sums.paid_covers - sums.running_covers)::bigint as ended_covers,
    strftime(
        strptime($period::varchar, '%Y-%m')::date + to_months((sums.months_left - 1)::integer), '%Y-%m'
    ) as running_until,
    sums.begun_worker_months::bigint as begun_worker_months,
    (sums.paid_worker_months - sums.begun_worker_months)::bigint as ahead_worker_months,
    sums.ended_worker_months::bigint as ended_worker_months
from sums
left join ref_funder on sums.funder = ref_funder.id
order by paid_worker_months desc, sums.funder asc, funding_source asc
