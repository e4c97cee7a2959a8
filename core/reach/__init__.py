"""What it would take: the least change of figures with which a result is reached, or that there is none."""
