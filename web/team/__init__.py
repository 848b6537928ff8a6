"""The team: how far it came towards its goal, in figures and pictures."""
