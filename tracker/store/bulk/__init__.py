"""Many rows at once: by COPY, past the use cases, for whoever knows what the books must hold."""
