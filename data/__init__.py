"""What is read and written: the workbook file, foreign files, the shipped sets."""
