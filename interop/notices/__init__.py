"""Telling people and systems of alarms: mail, webhooks, and the guard of the network."""
