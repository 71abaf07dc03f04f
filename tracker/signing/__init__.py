"""Electronic signatures that organisations add with their own keys, over the confirmed frames."""
