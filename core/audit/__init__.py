"""The statistical audit of a composite index, computed as the JRC does it for a published index."""
