"""The changes that are needed to reach a rank, a tier or a value."""
