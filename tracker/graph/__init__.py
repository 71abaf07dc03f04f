"""Questions about flows: what went into what, how much of it, and what happened to it."""
