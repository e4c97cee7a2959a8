"""The interpretation of a foreign table, decided before anything of it enters a workbook."""
