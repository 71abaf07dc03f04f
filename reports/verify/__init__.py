"""A bundle is checked off line, with the standard library alone: ``python -m reports.verify``."""
