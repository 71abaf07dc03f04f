"""Does the demonstration get into a real database, and is it what it should be there?"""
