"""Releases of figures: the workbook as of a release, revisions, and their effects on scores."""
