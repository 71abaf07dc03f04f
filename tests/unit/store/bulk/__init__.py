"""Is what a bulk load copies put together right?"""
