"""EPCIS 2.0: our events in the words of GS1, and other people's events in ours."""
