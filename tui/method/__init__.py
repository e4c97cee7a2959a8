"""The method of a composite index: its tree and steps."""
