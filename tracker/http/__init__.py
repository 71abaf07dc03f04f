"""Manners shared by every blueprint."""
