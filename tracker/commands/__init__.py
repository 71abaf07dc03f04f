"""What the command ``plumbline`` can do, a file per concern."""
