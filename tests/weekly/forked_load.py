"""Imported by the process that runs are forked from, which then has everything loaded."""

from __future__ import annotations

from tests.weekly.forked import load

load()
