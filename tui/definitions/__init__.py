"""What a workbook is made of."""
