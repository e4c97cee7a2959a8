"""What the commands do, by kind."""
