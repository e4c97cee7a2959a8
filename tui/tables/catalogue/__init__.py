"""Every table, one file each: the name of the file is the id of the table."""
