-- purpose: How many published figures could be computed again, and how many not.
-- grain: status
-- column status VARCHAR: reproduced, holds_under_definition, conflicts or not_checkable
-- column figures BIGINT [figures]: published figures of that status
-- column all_figures BIGINT [figures]: published figures of every status
-- source: ref_published_figure
select
    status,
    count(*) as figures,
    (sum(count(*)) over ())::bigint as all_figures
from ref_published_figure
group by status
order by status
