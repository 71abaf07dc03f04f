"""Pages of interop, a file per thing that people look at."""
