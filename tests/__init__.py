"""The tests; how many examples of chance each law is tried with, where it does not say itself."""

from hypothesis import HealthCheck, settings

# Fifty in each of hundreds of runs find more than a hundred in one that nobody waits for. A busy
# machine is no fault of the code.
settings.register_profile(
    "house", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
