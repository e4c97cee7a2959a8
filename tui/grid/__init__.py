"""Tables on the screen: lines, columns and cells."""
