"""The database: SQLite by sqlite-utils in WAL mode; nothing outside this package uses sqlite-utils."""

from matcher.store.base import Store, now

__all__ = ["Store", "now"]
