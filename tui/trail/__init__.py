"""The trail of edits."""
