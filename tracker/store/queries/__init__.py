"""Questions whose answers are read as sets, past the row classes."""
