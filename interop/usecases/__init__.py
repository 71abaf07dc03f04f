"""What interop does, one verb a file."""
