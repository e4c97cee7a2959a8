"""The arguments of every subcommand, and their help."""
