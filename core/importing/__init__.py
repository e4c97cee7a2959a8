"""What a table from elsewhere means, decided before anything of it enters a workbook."""
