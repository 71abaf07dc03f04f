"""Plumbline, the house: what exists, what the law says, what people do, where it is kept."""
