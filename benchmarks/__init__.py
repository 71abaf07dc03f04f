"""Are we fast and small enough? Each goal as a ratio against bare SQL, measured in one run."""
