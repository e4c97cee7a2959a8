"""The arguments of the subcommands."""
