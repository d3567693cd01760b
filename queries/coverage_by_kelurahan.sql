-- purpose: Protection by kelurahan, in one month.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param kecamatan VARCHAR: only the kelurahan of this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   the universe, never and unprotected stay whole; NULL keeps all
-- column id VARCHAR: Kemendagri code; every kelurahan of the reference has a row
-- column kecamatan VARCHAR: Kemendagri code of its kecamatan
-- column universe BIGINT [workers]: all workers of the slice
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- column unprotected BIGINT [workers]: not active by any source
-- source: coverage_kelurahan, ref_kelurahan
with

in_period as (
    select
        kelurahan,
        workers,
        active,
        one_month,
        lapsed,
        never,
        ($funding_source::varchar is null or coalesce(funding_source = $funding_source, false)) as payer
    from coverage_kelurahan_wide
    where period = $period
),

sums as (
    select
        kelurahan,
        sum(workers) as universe,
        sum(active + one_month + lapsed) filter (where payer) as registered,
        sum(active) filter (where payer) as active,
        sum(one_month) filter (where payer) as one_month,
        sum(lapsed) filter (where payer) as lapsed,
        sum(never) as never,
        sum(workers - active) as unprotected
    from in_period
    group by kelurahan
),

-- The code of a kelurahan begins with the code of its kecamatan.
placed as (
    select
        coalesce(ref_kelurahan.id, sums.kelurahan::varchar) as id,
        coalesce(ref_kelurahan.kecamatan, left(sums.kelurahan::varchar, 8)) as kecamatan,
        coalesce(sums.universe, 0)::bigint as universe,
        coalesce(sums.registered, 0)::bigint as registered,
        coalesce(sums.active, 0)::bigint as active,
        coalesce(sums.one_month, 0)::bigint as one_month,
        coalesce(sums.lapsed, 0)::bigint as lapsed,
        coalesce(sums.never, 0)::bigint as never,
        coalesce(sums.active, 0) / nullif(sums.universe, 0)::double as coverage_rate,
        coalesce(sums.unprotected, 0)::bigint as unprotected
    from ref_kelurahan
    full join sums on ref_kelurahan.id = sums.kelurahan
)

select *
from placed
where $kecamatan::varchar is null or kecamatan = $kecamatan
order by coverage_rate desc nulls last, id asc
