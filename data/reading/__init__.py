"""Readers of foreign files: each gives a table of texts with the line that every row came from."""
