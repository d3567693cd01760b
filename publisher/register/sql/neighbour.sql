-- purpose: The published months right before and right after a month; null where there is none.
-- param period VARCHAR: month being published
select
    max(case when period < $period then period end) as period_before,
    min(case when period > $period then period end) as period_after
from published
