-- purpose: How many covers were begun, paid again, or ran out, month by month and payer by payer.
-- grain: period x funding_source
-- param period VARCHAR: month of the extract, YYYY-MM; months up to it
-- column period VARCHAR: month
-- column funding_source VARCHAR: who pays; 'lainnya' = merged small cells
-- column renewed BIGINT [workers]: cover had run out and was paid again without a gap
-- column gone BIGINT [workers]: cover had run out and was not paid again (lapsed and ended)
-- column enrolled BIGINT [workers]: covered for the first time, or again after a gap
-- source: flows
select
    period::varchar as period,
    funding_source::varchar as funding_source,
    coalesce(sum(workers) filter (where movement = 'renewed'), 0)::bigint as renewed,
    coalesce(sum(workers) filter (where movement in ('lapsed', 'ended')), 0)::bigint as gone,
    coalesce(sum(workers) filter (where movement = 'enrolled'), 0)::bigint as enrolled
from flows
where period <= $period
group by all
order by all
