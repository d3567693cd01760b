-- purpose: Every payment of a company that agreed to be named, in every revision that can still be read.
-- grain: period x revision x funder x funding_source x months
-- param period VARCHAR: month of the extract, YYYY-MM; payments up to it
-- column period VARCHAR: month of the payment and first month of its covers, YYYY-MM
-- column revision BIGINT [count]: revision of that month that holds the payment
-- column revision_id VARCHAR: e.g. 2024-11.r1
-- column in_force BOOLEAN: true if the numbers on the pages come from this revision
-- column funder VARCHAR: who paid
-- column name VARCHAR: name as printed
-- column funding_source VARCHAR: kind of payer
-- column months BIGINT [months]: of cover for each worker
-- column workers BIGINT [workers]: for whom
-- column worker_months BIGINT [worker-months]: workers x months
-- column amount_idr BIGINT [rupiah]: for all of them and all months
-- column last_month VARCHAR: last month of the covers, YYYY-MM
-- column told_until VARCHAR: last of their months whose data are published up to the chosen one, YYYY-MM
-- column active BIGINT [workers]: protected in `told_until` by all payers of this kind; NULL if none is told
-- source: funding, funding_history, release, coverage, ref_funder
with

paid as (
    select
        *,
        strftime(strptime(period, '%Y-%m') + to_months(months::integer - 1), '%Y-%m') as last_month
    from funding_history
    where kind = 'paid' and period <= $period and funding_source in ('csr_bumn', 'csr_swasta')
),

-- the covers of a payment go on in months that are not published yet: nothing is told of those
told as (
    select
        paid.*,
        max(published_period.period) as told_until
    from paid
    inner join published_period
        on published_period.period between paid.period and least(paid.last_month, $period)
    group by all
),

protected as (
    select
        period,
        funding_source,
        sum(active)::bigint as active
    from coverage_wide
    group by period, funding_source
)

select
    told.period,
    told.revision,
    told.period || '.r' || told.revision as revision_id,
    release.name is not null as in_force,
    told.funder,
    ref_funder.name,
    told.funding_source,
    told.months,
    told.workers,
    told.workers * told.months as worker_months,
    told.amount_idr,
    told.last_month,
    told.told_until,
    protected.active
from told
-- who did not agree to be named, or no longer does, has no certificate
inner join ref_funder on told.funder = ref_funder.id and ref_funder.consent
left join release
    on release.table_name = 'funding' and told.period = release.period and told.revision = release.revision
left join protected
    on told.told_until = protected.period and told.funding_source = protected.funding_source
order by told.period desc, told.funder asc, told.funding_source asc, told.months asc, told.revision desc
