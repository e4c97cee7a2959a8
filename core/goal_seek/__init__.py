"""What it takes to reach a rank, a tier or a value."""
