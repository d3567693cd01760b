-- purpose: Leave each worker one row: of two OPD, that of the first in reference/opd.csv.
delete from said
where row_no in (
    with

    twice as (
        select worker_no from said
        group by worker_no
        having count(*) > 1
    ),

    placed as (
        select
            said.row_no,
            row_number() over (
                partition by said.worker_no
                order by
                    opd_order.place, lists.kelurahan, lists.sektor, lists.segmen, lists.tanggal_lahir,
                    lists.jenis_kelamin, lists.disabilitas, said.row_no
            ) as place
        from said
        inner join twice on said.worker_no = twice.worker_no
        inner join sheet_opd_workers as lists on said.row_no = lists.row_no
        inner join opd_order on lists.opd = opd_order.opd
    )

    select row_no from placed
    where place > 1
)
