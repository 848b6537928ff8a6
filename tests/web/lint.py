"""What every page must hold: valid HTML5, one h1 that begins the title, unique ids, labels on fields."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

FAULT = re.compile(r"^(Fout|Fehler|Error): ")
NO_LABEL = {"hidden", "submit", "button"}


def parse(html: str) -> Element:
    """The page as a tree; raises html5lib.html5parser.ParseError when it is not valid."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return tree


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def problems(html: str) -> list[str]:
    """Everything that is wrong with a page."""
    tree = parse(html)
    found = [*_heading(tree), *_ids(tree), *_labels(tree), *_inline(tree), *_headings_in_order(tree)]
    if not tree.get("lang"):
        found.append("the page names no language")
    return found


def _heading(tree: Element) -> list[str]:
    headings, title = [text(h) for h in tree.iter("h1")], FAULT.sub("", text(next(tree.iter("title"))))
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    return [] if headings[0] and title.startswith(headings[0]) else [f"title {title!r} does not begin with the h1"]


def _ids(tree: Element) -> list[str]:
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
    double = [f"id {name} is there {n} times" for name, n in ids.items() if n > 1]
    pointers = ((e.tag, a, name) for e in tree.iter() for a in ("aria-labelledby", "aria-describedby", "for")
                for name in (e.get(a) or "").split())  # fmt: skip
    return double + [f"{tag} {a} points to {name}, which is not there" for tag, a, name in pointers if name not in ids]


def _labels(tree: Element) -> list[str]:
    labelled = {e.get("for") for e in tree.iter("label")}
    fields = [e for tag in ("input", "select", "textarea") for e in tree.iter(tag) if e.get("type") not in NO_LABEL]
    nameless = [f"field {e.get('name')} has no label" for e in fields if e.get("id") not in labelled]
    return nameless + ["a button or link has no text" for tag in ("button", "a") for e in tree.iter(tag) if not text(e)]


def _inline(tree: Element) -> list[str]:
    styled = [f"{e.tag} has an inline style or handler" for e in tree.iter() if any(
        a == "style" or a.startswith("on") for a in e.attrib)]  # fmt: skip
    scripts = ["a script has no nonce" for e in tree.iter("script") if not e.get("nonce")]
    return styled + scripts + ["a style element" for _ in tree.iter("style")]


def _headings_in_order(tree: Element) -> list[str]:
    levels = [int(e.tag[1]) for e in tree.iter() if e.tag in ("h1", "h2", "h3", "h4")]
    return [f"h{b} follows h{a}" for a, b in pairwise(levels) if b > a + 1]
