"""Web addresses as advertisers write them: completed where possible, refused where unsafe."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST_URL = 2000
BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#].*)?", re.DOTALL)


def safe_url(text: str) -> str | None:
    """An http(s) address, completed when only a host was given; None for anything else.

    Advertisers write these themselves, so credentials, control characters and other schemes are refused.
    """
    url = text.strip()
    if len(url) > LONGEST_URL or "\\" in url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    if url.startswith("//"):
        url = f"https:{url}"
    elif BARE_HOST.fullmatch(url):
        url = f"https://{url}"
    return url if _is_web_address(url) else None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "." in str(host) and "@" not in parts.netloc
