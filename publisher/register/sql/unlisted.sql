-- purpose: NIK that someone pays for and that no OPD lists this month.
select nik from paid_no
where worker_no is null
order by nik
