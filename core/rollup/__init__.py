"""Micro-data rolled up to figures: the rule, the plan on any engine, small cells, and the edit."""
