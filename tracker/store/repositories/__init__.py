"""Things of the trade in and out of the database, one file per noun."""
