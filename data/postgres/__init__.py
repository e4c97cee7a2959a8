"""Workbooks that a team keeps in PostgreSQL."""
