"""Does the store keep what it promises, on a real PostgreSQL?"""
