"""What a table from elsewhere means, judged before anything of it enters a workbook."""
