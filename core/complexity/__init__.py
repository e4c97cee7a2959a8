"""Which industries a region can reach from what it has: relatedness, economic complexity, entry and exit."""
