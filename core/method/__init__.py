"""The steps that make an index out of figures, each a small function on plain frames."""
