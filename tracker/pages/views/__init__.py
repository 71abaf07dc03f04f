"""The pages, a file per thing that people look at."""
