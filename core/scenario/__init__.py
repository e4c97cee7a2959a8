"""Named branches of edits."""
