"""The accounts of the team: an administrator adds, changes and removes them."""
