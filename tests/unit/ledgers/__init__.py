"""Cells, heads and files, without a database."""
