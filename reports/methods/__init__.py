"""Definitions of rates as versioned data: no formula is the code's private opinion."""
