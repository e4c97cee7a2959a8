"""The statistical audit of a composite index: what the JRC writes by hand for a published one, computed."""
