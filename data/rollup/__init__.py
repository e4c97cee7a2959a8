"""Engines that read micro-data: Polars, DuckDB and Spark."""
