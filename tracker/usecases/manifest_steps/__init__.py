"""What each step of a manifest does, one verb a file; ``confirm_manifest`` has them done."""
