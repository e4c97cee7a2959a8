"""A series carried on."""
