"""Plain functions that draw values as text, without an app."""
