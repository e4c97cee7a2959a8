"""Whether ranks hold when units come and go, between two units alone, and under all combinations of steps."""
