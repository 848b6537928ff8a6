"""Werkbrug's engine: matches Dutch jobseekers with German vacancies and says why."""
