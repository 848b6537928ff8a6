"""The jobseeker's own door: suggestions, answers, own data."""
