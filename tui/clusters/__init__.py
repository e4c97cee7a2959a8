"""The Clusters view and its statistics."""
