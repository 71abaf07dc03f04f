"""Exact arithmetic of recovery rates: fractions in, fractions out, no database and no web."""
