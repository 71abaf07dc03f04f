"""Rates for people's eyes."""
