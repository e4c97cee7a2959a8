"""Rules that figures must meet, and the figures that break them."""
