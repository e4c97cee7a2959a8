"""How far scores and ranks move under other choices: uncertainty and sensitivity."""
