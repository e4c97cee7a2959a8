"""The figures of a workbook as one table of any length: rows, filters, orders, pivots, and edits of many cells."""
