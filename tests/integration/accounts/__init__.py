"""Do accounts, tokens and logins hold on a real PostgreSQL?"""
