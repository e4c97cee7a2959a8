"""What figures and scores say about themselves: shape, ties between them, a unit's strong and weak sides."""
