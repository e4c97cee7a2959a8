"""Names, figures, notes and sources found."""
