"""Releases of figures: the workbook as of one, what each revised, and which scores that changed."""
