-- purpose: Everything that was published and not undone: first revisions and corrections, newest first.
-- grain: revision_id
-- column revision_id VARCHAR: e.g. 2026-10.r2
-- column period VARCHAR: month that the data speak of, YYYY-MM
-- column revision BIGINT [count]: 1 for the first publication of the month
-- column supersedes VARCHAR: revision that it takes the place of; NULL for a first one
-- column reason VARCHAR: why it was corrected; NULL for a first one
-- column generated_at VARCHAR: when it was made, ISO 8601
-- column files BIGINT [count]: files that it publishes, one a table
-- column in_force BOOLEAN: true if a number on a page may still come from it
-- column complete BOOLEAN: false if lists were missing when it was made
-- column synthetic BOOLEAN: true if the numbers are simulated
-- source: release_history, release
with

files as (
    select
        release_history.*,
        release.name is not null as is_shown
    from release_history
    left join release on release_history.name = release.name
)

select
    revision_id,
    period,
    revision,
    lag(revision_id) over (partition by period order by revision) as supersedes,
    max(reason) as reason,
    max(generated_at) as generated_at,
    count(*) as files,
    bool_or(is_shown) as in_force,
    bool_and(complete) as complete,
    bool_or(synthetic) as synthetic
from files
group by revision_id, period, revision
order by generated_at desc, period desc, revision desc
