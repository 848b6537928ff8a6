"""Shared fixtures; the development data is optional and only ever found through SHARED."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("WERKBRUG_SHARED", ROOT.parent / "shared")) / "data"

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="development data is not on this machine")
