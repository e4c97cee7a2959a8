"""The Figures view, and single figures."""
