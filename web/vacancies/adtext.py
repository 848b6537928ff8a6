"""The text of an advertisement as safe HTML: untrusted, partly HTML, partly Markdown, mostly neither."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote, urlsplit

import nh3
from markupsafe import Markup

OFFICIAL = "https://www.arbeitsagentur.de/jobsuche/jobdetail/"
TAGS = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i"}
HAS_BLOCKS = re.compile(r"<\s*(?:p|br|ul|ol|li|div)\b", re.IGNORECASE)
HEADING_TAG = re.compile(r"<\s*(/?)\s*h[1-6]\b[^>]*>", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[*•·▪●✓✔➤►–-]|\\-)\s+(?=\S)")
HEADING = re.compile(r"^\s*#{1,6}\s*")
BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def clean(text: str | None) -> Markup:
    """Paragraphs, lists and emphasis of an advertisement; everything else is taken out."""
    if not text:
        return Markup("")
    source = _headings_bold(text) if HAS_BLOCKS.search(text) else "".join(_blocks(html.unescape(text)))
    return Markup(nh3.clean(source, tags=TAGS, attributes={}, link_rel=None))


def _headings_bold(text: str) -> str:
    return HEADING_TAG.sub(lambda m: f"<{m[1]}strong>" + ("<br>" if m[1] else ""), text)


def _blocks(text: str) -> Iterator[str]:
    for kind, lines in groupby(text.splitlines(), key=_kind):
        if kind == "item":
            yield "<ul>" + "".join(f"<li>{_inline(BULLET.sub('', line))}</li>" for line in lines) + "</ul>"
        elif kind == "heading":
            yield "".join(f"<p><strong>{_inline(HEADING.sub('', line))}</strong></p>" for line in lines)
        elif kind == "text":
            yield "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"


def _kind(line: str) -> str:
    if not line.strip():
        return "empty"
    return "item" if BULLET.match(line) else "heading" if HEADING.match(line) else "text"


def _inline(line: str) -> str:
    return BOLD.sub(r"<strong>\2</strong>", html.escape(line.strip()))


def official_url(ref: str) -> str:
    """The Bundesagentur's own page for people."""
    return OFFICIAL + quote(ref, safe="")


def external(url: str | None) -> tuple[str, str]:
    """An advertiser's address that is safe to link, and its host; two empty texts when it is not."""
    if not url:
        return "", ""
    full = url.strip() if "://" in url else f"https://{url.strip()}"
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    usable = parts.scheme in ("http", "https") and "." in host and not parts.username and " " not in full
    return (full, host) if usable else ("", "")
