"""Do data of every past form of the tables live on in the newest one?"""
