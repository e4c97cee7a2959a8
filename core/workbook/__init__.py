"""The document: figures, entries, edits, and the texts that people type."""
