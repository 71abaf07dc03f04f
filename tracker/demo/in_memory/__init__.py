"""Books kept in memory: the promises of ``tracker.usecases.ports``, for one territory at a time."""
