"""What takes seconds to make and a moment to read (a linker) is kept in a file, named after all it was made of."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
DIGEST_BYTES = 32
BROKEN = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, TypeError, ValueError)


def kept(file: Path | None, live: Mapping[str, object], make: Callable[[], T]) -> T:
    """What the file holds, else what `make` makes, which is then kept; without a file just that.

    The file only names the `live` objects, which must be those that `make` puts in. One that is cut off or cannot be
    read is as if it were not there, and where none can be written nothing is kept. Whoever may write the file decides
    what runs here, so it lies beside the database, of which the same is true.
    """
    if file is None:
        return make()
    try:
        found: T = _read(file, live)
    except BROKEN:
        found = make()
        _write(file, _packed(found, live))
    return found


def _read(file: Path, live: Mapping[str, object]) -> Any:
    stored = file.read_bytes()
    digest, body = stored[:DIGEST_BYTES], stored[DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != digest:
        raise EOFError(file.name)
    unpickler = pickle.Unpickler(io.BytesIO(body))
    unpickler.persistent_load = live.__getitem__  # type: ignore[method-assign]
    return unpickler.load()


def _packed(found: object, live: Mapping[str, object]) -> bytes:
    names = {id(value): name for name, value in live.items()}
    body = io.BytesIO()
    pickler = pickle.Pickler(body, pickle.HIGHEST_PROTOCOL)
    pickler.persistent_id = lambda value: names.get(id(value))  # type: ignore[method-assign]
    pickler.dump(found)
    return hashlib.sha256(body.getbuffer()).digest() + body.getvalue()


def _write(file: Path, content: bytes) -> None:
    """Write the file whole or not at all, in the place of those of other versions."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent, prefix="part-")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(part, file)
        for other in file.parent.iterdir():
            if other != file:
                other.unlink(missing_ok=True)
    except OSError:
        return
