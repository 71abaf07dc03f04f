"""What travels over the wire, one file per noun."""
