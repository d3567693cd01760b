-- purpose: Workers paid for this month by an earlier block whom no OPD lists any more: they do not count.
-- param period VARCHAR: month being published
select
    count(distinct known_cover.worker_no) as workers,
    cast(coalesce(sum(known_cover.iuran_idr), 0) as bigint) as iuran_idr
from known_cover
anti join listed on known_cover.worker_no = listed.worker_no
where known_cover.month = $period
