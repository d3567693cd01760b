-- purpose: Take out the stays that are cut, and those that a new one continues.
delete from stay
where (worker_no, first_period) in (
    select
        worker_no,
        first_period
    from stay_cut
    union all
    select
        worker_no,
        first_period
    from stay_near
)
