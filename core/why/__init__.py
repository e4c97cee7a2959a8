"""Why a number is what it is: the way to it from raw figures, and what changed it."""
