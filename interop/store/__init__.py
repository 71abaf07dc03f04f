"""What interop keeps in the database, and how it asks for it."""
