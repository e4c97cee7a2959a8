"""Forecasts of series and their errors on past periods."""
