"""The panes of the board, one module each."""
