"""What exists? Values of the trade: standard library only, frozen, no clock, no network."""
