-- purpose: What the programmes pay, and under which condition.
-- grain: id
-- column id VARCHAR: identifier
-- column programme VARCHAR: programme that pays; jkk_jkm: either
-- column segment VARCHAR: members it is for
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column unit VARCHAR: idr: amount; idr_max: highest amount; idr_per_child_year: amount a child a year;
--   share_of_wage and times_wage: factor x wage or base income; formula and service: see the name
-- column amount_idr BIGINT [rupiah]: amount; NULL unless the unit is rupiah
-- column factor DOUBLE: factor on the monthly wage (BPU: base income)
-- column months_min BIGINT [months]: least months of contributions
-- column months_below BIGINT [months]: holds only below this many months of membership
-- column condition_id VARCHAR: condition in Indonesian
-- column condition_en VARCHAR: condition in English
-- column valid_from VARCHAR: first day; NULL if not looked up
-- column valid_to VARCHAR: last day; NULL if in force
-- column legal_basis VARCHAR: regulation that sets it
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- source: ref_benefit
select
    id,
    programme,
    segment,
    name_id,
    name_en,
    unit,
    amount_idr,
    factor::double as factor,
    months_min,
    months_below,
    condition_id,
    condition_en,
    valid_from,
    valid_to,
    legal_basis,
    source,
    confidence,
    note
from ref_benefit
order by programme, id
