-- purpose: How many workers the month's lists hold.
select count(*) as workers from listed
