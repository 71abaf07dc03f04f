"""Ledgers brought into a real database."""
