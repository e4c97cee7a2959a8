"""How sure ranks are under other choices."""
