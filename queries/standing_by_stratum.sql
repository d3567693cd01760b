-- purpose: Who stands where in one month, by kecamatan, OPD and sector: the strata of the what-if model.
-- grain: kecamatan x opd x sector
-- param period VARCHAR: month of the extract, YYYY-MM
-- column kecamatan VARCHAR: Kemendagri code
-- column opd VARCHAR: body that looks after the workers; 'lainnya' = merged small cells
-- column sector VARCHAR: worker group; 'lainnya' = merged small cells
-- column transport BOOLEAN: true for the sectors that PP 50/2025 treats as transport; merged sectors are not
-- column risk BIGINT [JKK risk group]: 1 to 5, of the sector's KBLI letter (to be verified); 0 if unknown
-- column lat DECIMAL(18,6) [degrees]: centre of the kecamatan; NULL if unknown
-- column lon DECIMAL(18,6) [degrees]: centre of the kecamatan; NULL if unknown
-- column workers BIGINT [workers]: universe
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- source: coverage, ref_sector, ref_jkk_risk, ref_kecamatan
with

sums as (
    select
        kecamatan::varchar as kecamatan,
        opd::varchar as opd,
        sector::varchar as sector,
        sum(workers)::bigint as workers,
        sum(active)::bigint as active
    from in_slice($period, null, null, null, null)
    group by all
)

select
    sums.kecamatan,
    sums.opd,
    sums.sector,
    coalesce(ref_sector.transport, false) as transport,
    coalesce(ref_jkk_risk.risk, 0)::bigint as risk,
    ref_kecamatan.lat,
    ref_kecamatan.lon,
    sums.workers,
    sums.active
from sums
left join ref_sector on sums.sector = ref_sector.id
left join ref_jkk_risk on ref_sector.kbli = ref_jkk_risk.kbli
left join ref_kecamatan on sums.kecamatan = ref_kecamatan.id
order by sums.kecamatan, sums.opd, sums.sector
