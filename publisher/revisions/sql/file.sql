-- purpose: File of the open register; null in memory.
select path
from duckdb_databases()
where database_name = current_database()
