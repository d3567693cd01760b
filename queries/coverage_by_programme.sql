-- purpose: How many informal workers each programme covers in one month, and of how many.
-- grain: programme
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- column programme VARCHAR: programme; each of the five has a row
-- column workers BIGINT [workers]: active in the programme
-- column universe BIGINT [workers]: all informal workers of the slice: the same on every row
-- column not_covered BIGINT [workers]: universe - workers
-- column coverage_rate DOUBLE [share 0-1]: workers / universe; NULL if the universe is 0
-- source: programmes, coverage
with

programme_list as (
    select unnest(['jkk', 'jkm', 'jht', 'jp', 'jkp']) as programme
),

covered as (
    select
        programme,
        sum(workers) as workers
    from programmes
    where
        period = $period
        and ($kecamatan::varchar is null or kecamatan = $kecamatan)
    group by programme
),

everyone as (
    select coalesce(sum(workers), 0)::bigint as universe
    from coverage
    where
        period = $period
        and ($kecamatan::varchar is null or kecamatan = $kecamatan)
)

select
    programme_list.programme,
    coalesce(covered.workers, 0)::bigint as workers,
    everyone.universe,
    everyone.universe - coalesce(covered.workers, 0)::bigint as not_covered,
    coalesce(covered.workers, 0) / nullif(everyone.universe, 0)::double as coverage_rate
from programme_list
cross join everyone
left join covered on programme_list.programme = covered.programme::varchar
order by list_position(['jkk', 'jkm', 'jht', 'jp', 'jkp'], programme_list.programme)
