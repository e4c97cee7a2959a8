"""Everything that follows from a workbook, stage by stage."""
