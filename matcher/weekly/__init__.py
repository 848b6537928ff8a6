"""The weekly run: import, read, match, publish and report; killed at any moment, the next run continues it."""
