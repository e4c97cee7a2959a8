"""What it takes to reach a goal."""
