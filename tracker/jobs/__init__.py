"""The worker's loop and its schedule."""
