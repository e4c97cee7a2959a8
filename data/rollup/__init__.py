"""Where micro-data are read: files, DuckDB and Spark."""
