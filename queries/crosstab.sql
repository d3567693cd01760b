-- purpose: Workers and their protection where two dimensions cross, each with its totals.
-- grain: row_id x column_id
-- param rows VARCHAR: dimension of the rows: kecamatan, opd, sector, segment, funding_source, status, period
-- param columns VARCHAR: dimension of the columns, one of the same
-- param period VARCHAR: month of the extract, YYYY-MM; not followed when period is one of the dimensions
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   workers, never and unprotected stay whole; NULL keeps all
-- column row_id VARCHAR: code of the row; 'total' for all rows together, but months are not added up;
--   'nobody' for workers for whom no source ever paid; 'lainnya' for small cells that were merged
-- column column_id VARCHAR: code of the column, as row_id; every pair has a row
-- column workers BIGINT [workers]: all workers of the pair
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for the month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column unprotected BIGINT [workers]: not active by any source
-- column iuran_idr BIGINT [rupiah]: iuran paid for the month
-- column universe BIGINT [workers]: of how many: as workers, but whoever pays and whatever the status
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- source: coverage
with

labelled as (
    select
        label_of($rows, kecamatan, opd, sector, segment, funding_source, status, period) as row_id,
        label_of($columns, kecamatan, opd, sector, segment, funding_source, status, period) as column_id,
        status,
        coalesce(funding_source = $funding_source, $funding_source::varchar is null) as payer,
        sum(workers) as workers,
        sum(iuran_idr) as iuran_idr
    from coverage
    where
        ($rows = 'period' or $columns = 'period' or period = $period)
        and ($opd::varchar is null or opd = $opd)
        and ($sector::varchar is null or sector = $sector)
        and ($kecamatan::varchar is null or kecamatan = $kecamatan)
    group by all
),

found as (
    select
        if(grouping(row_id) = 1, 'total', row_id) as row_id,
        if(grouping(column_id) = 1, 'total', column_id) as column_id,
        sum(workers) as workers,
        sum(workers) filter (where payer and status = 'active') as active,
        sum(workers) filter (where payer and status = 'one_month') as one_month,
        sum(workers) filter (where payer and status = 'lapsed') as lapsed,
        sum(workers) filter (where status = 'never') as never,
        sum(workers) filter (where status != 'active') as unprotected,
        sum(iuran_idr) filter (where payer) as iuran_idr
    from labelled
    group by cube (row_id, column_id)
    having
        not (grouping(row_id) = 1 and $rows = 'period')
        and not (grouping(column_id) = 1 and $columns = 'period')
),

of_rows as (select distinct row_id from found),

of_columns as (select distinct column_id from found)

select
    of_rows.row_id,
    of_columns.column_id,
    coalesce(found.workers, 0)::bigint as workers,
    coalesce(found.active, 0)::bigint + coalesce(found.one_month, 0)::bigint
    + coalesce(found.lapsed, 0)::bigint as registered,
    coalesce(found.active, 0)::bigint as active,
    coalesce(found.one_month, 0)::bigint as one_month,
    coalesce(found.lapsed, 0)::bigint as lapsed,
    coalesce(found.never, 0)::bigint as never,
    coalesce(found.unprotected, 0)::bigint as unprotected,
    coalesce(found.iuran_idr, 0)::bigint as iuran_idr,
    -- payer and status say who of a group is protected, not of how many: their total is the whole group
    coalesce(max(found.workers) over (
        partition by
            if($rows in ('funding_source', 'status'), null, of_rows.row_id),
            if($columns in ('funding_source', 'status'), null, of_columns.column_id)
    ), 0)::bigint as universe,
    coalesce(found.active, 0) / nullif(universe, 0)::double as coverage_rate
from of_rows
cross join of_columns
left join found on of_rows.row_id = found.row_id and of_columns.column_id = found.column_id
order by of_rows.row_id, of_columns.column_id
