"""Signing in, roles, sessions and personal links."""
