"""What the command line does: one module for each subcommand, and what they share."""
