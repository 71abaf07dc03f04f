"""Which flows cannot be true? Pure functions from facts to anomalies, one family a file."""
