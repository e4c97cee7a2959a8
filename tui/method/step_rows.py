"""The keys of rows that both the steps of a method and what is done to them know."""

FOLDED = "…"
"""The name of the row that stands for all settings of a step that are as usual."""
