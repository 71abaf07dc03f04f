"""SQL of the reports: SELECT in, frozen rows out. Nothing is written here."""
