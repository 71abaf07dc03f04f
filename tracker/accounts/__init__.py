"""Who may come in: accounts, passwords, API tokens, and the throttle at the door."""
