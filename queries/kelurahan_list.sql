-- purpose: Which kelurahan the city has, with their kecamatan, codes, centroids and quota.
-- grain: id
-- column id VARCHAR: Kemendagri code
-- column kecamatan VARCHAR: Kemendagri code of the kecamatan
-- column name VARCHAR: official name as the Ministry of Home Affairs spells it
-- column postal_code VARCHAR: postal code
-- column lat DOUBLE [degrees]: latitude of the centroid, WGS 84
-- column lon DOUBLE [degrees]: longitude of the centroid, WGS 84
-- column quota BIGINT [workers]: contributions that the city reserves for this kelurahan; NULL if none
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column note VARCHAR: what a reader must know about the row, in English
-- source: ref_kelurahan
select
    id,
    kecamatan,
    name,
    postal_code,
    lat::double as lat,
    lon::double as lon,
    quota,
    source,
    note
from ref_kelurahan
order by id
