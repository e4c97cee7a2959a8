"""A workbook as one person looks at it and edits it, without any screen."""
