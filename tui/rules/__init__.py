"""Rules that figures must meet: their page, their file, and what an edit breaks."""
