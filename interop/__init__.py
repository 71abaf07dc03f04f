"""The wing that speaks to other systems."""
