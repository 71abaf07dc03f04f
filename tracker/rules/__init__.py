"""What the law and the trade ask of facts, as dated rows and short functions."""
