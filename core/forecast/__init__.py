"""Forecasts of series, and how wrong such forecasts were in the past."""
