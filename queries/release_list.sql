-- purpose: Which files the numbers are read from, and how to check them.
-- grain: period x table_name
-- column period VARCHAR: month of the extract, YYYY-MM
-- column table_name VARCHAR: table in the file
-- column revision_id VARCHAR: revision in force, e.g. 2026-10.r1
-- column path VARCHAR: file, relative to the manifest
-- column bytes BIGINT [bytes]: size of the file
-- column hash VARCHAR: algorithm and hex digest of its content
-- column supersedes VARCHAR: resource that it replaces; NULL for a first revision
-- column reason VARCHAR: why it was replaced; NULL for a first revision
-- column sources VARCHAR: where the numbers come from
-- column generated_at VARCHAR: when the file was made, ISO 8601
-- column synthetic BOOLEAN: true if the numbers are simulated
-- column complete BOOLEAN: false while reports of the month are still missing
-- source: release
select
    period,
    table_name,
    revision_id,
    path,
    bytes,
    hash,
    supersedes,
    reason,
    sources,
    generated_at,
    synthetic,
    complete
from release
order by period, table_name
