"""Runs of imports and matching, for the administrator."""
