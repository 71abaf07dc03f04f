"""JSON blueprints of interop, one noun a file."""
