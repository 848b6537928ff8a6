"""Finds and reads the reference data that is shipped with the package (folder data/)."""

from __future__ import annotations

import csv
import json
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


def shipped(*parts: str) -> Traversable:
    """The file or folder of data/ at this path; exists in a checkout and in an installed wheel alike."""
    found: Traversable = files("matcher.reference")
    for part in parts:
        found = found / part
    return found


def read_csv(*parts: str) -> list[dict[str, str]]:
    """The rows of a shipped CSV file, keyed by its header."""
    return list(csv.DictReader(shipped(*parts).read_text(encoding="utf-8").splitlines()))


def read_toml(*parts: str) -> dict[str, Any]:
    """A shipped TOML file."""
    return tomllib.loads(shipped(*parts).read_text(encoding="utf-8"))


def read_json(*parts: str) -> Any:
    """A shipped JSON file."""
    return json.loads(shipped(*parts).read_text(encoding="utf-8"))
