"""Statistics, correlations and components of a method."""
