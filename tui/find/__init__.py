"""Search in names, figures, notes and sources."""
