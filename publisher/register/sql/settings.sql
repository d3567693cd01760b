-- purpose: How DuckDB works on the register, beside what it does by itself.
-- no spill file: no NIK on a disk
set temp_directory = '';

-- tables are sorted when they are written
set preserve_insertion_order = false;

-- DuckDB 1.5.6 cannot push the filters of a join down into the Arrow tables that sheets are
set disabled_optimizers = 'join_filter_pushdown';
