-- purpose: Tables of one database.
-- param of VARCHAR: name of the database
select table_name
from duckdb_tables()
where
    database_name = $of
    and not internal
    and not temporary
order by table_name
