"""Routes of the reports under /api/v1."""
