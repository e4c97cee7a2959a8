"""What the terminal can show, and the fewest bytes that show it."""
