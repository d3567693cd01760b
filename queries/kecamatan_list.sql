-- purpose: Which kecamatan the city has, with codes and centroids.
-- grain: id
-- column id VARCHAR: Kemendagri code
-- column bps_code VARCHAR: BPS code
-- column name VARCHAR: official name
-- column lat DOUBLE [degrees]: latitude of the centroid, WGS 84
-- column lon DOUBLE [degrees]: longitude of the centroid, WGS 84
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- source: ref_kecamatan
select
    id,
    bps_code,
    name,
    lat::double as lat,
    lon::double as lon,
    source,
    confidence
from ref_kecamatan
order by id
