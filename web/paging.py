"""Pages of long lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import request, url_for

from web.contexts.base import Pager

PER_PAGE = 25
# Beyond this no list goes, and no number that a database takes either.
MOST_PAGES = 1_000_000
T = TypeVar("T")


def cut(items: Sequence[T], endpoint: str) -> tuple[Sequence[T], Pager]:
    """The part of a list that the request's `page` asks for, and where one is."""
    start, pager = window(len(items), endpoint)
    return items[start : start + PER_PAGE], pager


def offset() -> int:
    """Where the page that the request asks for would begin, if the list were long enough."""
    return (min(max(1, request.args.get("page", 1, type=int)), MOST_PAGES) - 1) * PER_PAGE


def fetched(fetch: Callable[[int], T], total: Callable[[T], int], endpoint: str, **where: Any) -> tuple[T, Pager]:
    """The page that the request asks for, read by where it begins; the last one where the list is shorter."""
    found = fetch(start := offset())
    begins, pager = window(total(found), endpoint, **where)
    return (found if begins == start else fetch(begins)), pager


def window(total: int, endpoint: str, **where: Any) -> tuple[int, Pager]:
    """Where the page that the request asks for begins in a list of `total`, and where one is; `where` names it."""
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    kept: dict[str, Any] = {k: v for k, v in request.args.items() if k != "page" and v}

    def url(number: int) -> str:
        return url_for(endpoint, page=number, **where, **kept) if 1 <= number <= pages else ""

    return (page - 1) * PER_PAGE, Pager(page, pages, total, url(page - 1), url(page + 1))
