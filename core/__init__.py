"""What the figures mean and how everything is computed."""
