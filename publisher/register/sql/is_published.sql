-- purpose: One row if the register has published a month.
-- param period VARCHAR: the month
select period from published
where period = $period
