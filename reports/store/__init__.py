"""What reports write down: frozen figures, samples, recognitions."""
