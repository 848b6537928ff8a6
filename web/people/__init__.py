"""The adviser's people: caseload, one person, one match, and what is decided."""
