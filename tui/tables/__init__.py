"""A table's one definition: the sheet, the printed table, records and every file format come from it."""
