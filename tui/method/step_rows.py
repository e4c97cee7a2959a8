"""Keys of rows that the Steps pane and its commands share."""

FOLDED = "…"
"""The name of the row that stands for all settings of a step that are as usual."""
