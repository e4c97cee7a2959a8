"""Tables of a workbook in the forms that other programs and people take."""
