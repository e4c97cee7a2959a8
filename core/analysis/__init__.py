"""Statistics of figures and scores: distributions, correlations, components, strengths and weaknesses of units."""
