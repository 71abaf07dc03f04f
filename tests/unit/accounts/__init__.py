"""Do passwords, tokens, addresses and waits behave, without any database?"""
