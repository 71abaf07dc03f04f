"""What evaluators ask: compute a rate from given inputs, show one from the records."""
