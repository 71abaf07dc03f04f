"""A make-believe province, deterministic from (seed, until): invented firms, real divisions."""
