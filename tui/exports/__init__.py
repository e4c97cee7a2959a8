"""Tables, figures and reports written to files."""
