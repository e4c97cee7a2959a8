"""The Index view."""
