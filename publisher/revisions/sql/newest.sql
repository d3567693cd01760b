-- purpose: The newest revision taken.
select
    revision,
    manifest,
    confirmed
from taken
order by place desc
limit 1
