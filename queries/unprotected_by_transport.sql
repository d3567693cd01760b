-- purpose: How many workers have no cover in one month, by the tariff group of their sector.
-- grain: transport
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- column transport BOOLEAN: true for the sectors that PP 50/2025 treats as transport; merged sectors
--   ('lainnya') count as false, so their cost is never understated after the relief of others ends
-- column unprotected BIGINT [workers]: not active by any source
-- source: coverage, ref_sector
with

kinds as (
    select unnest([false, true]) as transport
),

sums as (
    select
        coalesce(ref_sector.transport, false) as transport,
        sum(slice.workers - slice.active) as unprotected
    from in_slice($period, $opd, $sector, $kecamatan, null) as slice
    left join ref_sector on slice.sector = ref_sector.id
    group by coalesce(ref_sector.transport, false)
)

select
    kinds.transport,
    coalesce(sums.unprotected, 0)::bigint as unprotected
from kinds
left join sums on kinds.transport = sums.transport
order by kinds.transport
