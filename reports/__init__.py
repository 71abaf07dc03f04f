"""The wing that reads and tells."""
