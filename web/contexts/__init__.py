"""One frozen dataclass for every page: what its template may use, and nothing else."""
