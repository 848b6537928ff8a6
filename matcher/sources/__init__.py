"""Where vacancies and jobseekers come from: one file per source."""
