"""Shared fixtures; the development data is optional and only ever found through SHARED."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("WERKBRUG_SHARED", ROOT.parent / "shared")) / "data"

# How long an example takes says something about the machine, not about the project.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="development data is not on this machine")
