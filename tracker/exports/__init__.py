"""The same graph in other people's words, and in pictures."""
