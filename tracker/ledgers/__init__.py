"""Ledgers that people keep in spreadsheets: in by their heads and out again."""
