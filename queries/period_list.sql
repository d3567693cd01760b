-- purpose: Which months are published, and in which revision.
-- grain: period
-- column period VARCHAR: month of the extract, YYYY-MM
-- column month DATE: its first day
-- column previous_period VARCHAR: published month before; NULL for the first
-- column revision_id VARCHAR: revision in force, e.g. 2026-10.r1
-- column corrected BOOLEAN: true if a later revision replaced the first
-- column complete BOOLEAN: false while reports of this month, and of all later ones, are still missing
-- column synthetic BOOLEAN: true if the numbers are simulated
-- column generated_at VARCHAR: when the revision was made, ISO 8601
-- source: release
select
    period,
    month,
    previous_period,
    revision_id,
    corrected,
    complete,
    synthetic,
    generated_at
from published_period
order by period
