"""Files that are evidence: kept once by the SHA-256 of their content, refused unless known."""
