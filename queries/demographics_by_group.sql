-- purpose: Protection by sex, by age and by disability, in one month; each adds up to all workers.
-- grain: dimension x id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- column dimension VARCHAR: what the group is told by: sex, age_band or disability
-- column id VARCHAR: sex (l male, p female), age band in years, or disability (ya, tidak); 'lainnya' when
--   small cells were merged
-- column universe BIGINT [workers]: all workers of the group
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column unprotected BIGINT [workers]: not active
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- source: demographics
with

sums as (
    select
        case
            when grouping(sex) = 0 then 'sex'
            when grouping(age_band) = 0 then 'age_band'
            else 'disability'
        end as dimension,
        coalesce(sex::varchar, age_band::varchar, disability::varchar) as id,
        sum(workers)::bigint as universe,
        coalesce(sum(workers) filter (where status != 'never'), 0)::bigint as registered,
        coalesce(sum(workers) filter (where status = 'active'), 0)::bigint as active,
        coalesce(sum(workers) filter (where status = 'one_month'), 0)::bigint as one_month,
        coalesce(sum(workers) filter (where status = 'lapsed'), 0)::bigint as lapsed,
        coalesce(sum(workers) filter (where status = 'never'), 0)::bigint as never,
        coalesce(sum(workers) filter (where status != 'active'), 0)::bigint as unprotected
    from demographics
    where
        period = $period
        and ($kecamatan::varchar is null or kecamatan = $kecamatan)
    group by grouping sets ((sex), (age_band), (disability))
)

select
    dimension,
    id,
    universe,
    registered,
    active,
    one_month,
    lapsed,
    never,
    unprotected,
    active / nullif(universe, 0)::double as coverage_rate
from sums
order by dimension, id
