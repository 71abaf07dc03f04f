"""What is said, in the reader's language: messages, words of the trade, dates and numbers."""
