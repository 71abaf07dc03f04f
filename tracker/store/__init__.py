"""Where it is kept: the only rooms that speak SQL."""
