"""The claims and their check."""
