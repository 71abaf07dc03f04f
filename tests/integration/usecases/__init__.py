"""Do people's doings end in the right rows, on a real PostgreSQL?"""
