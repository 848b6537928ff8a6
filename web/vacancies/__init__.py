"""Vacancies: the list, one vacancy, its text."""
