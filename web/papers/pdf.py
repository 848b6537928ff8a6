"""HTML to a tagged PDF (PDF/UA-1) by WeasyPrint, which may reach nothing outside the text it is given."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

STYLES = Path(__file__).parent.parent / "static" / "papers.css"
log = logging.getLogger("werkbrug.web")


class PdfUnavailableError(Exception):
    """WeasyPrint or the system library it needs (Pango) is not on this machine."""


def make_pdf(html: str) -> bytes:
    """The PDF of a complete HTML page; its language, title and headings become those of the PDF.

    Raises PdfUnavailableError where this machine cannot make one.
    """
    weasyprint, fetcher = _library()
    styles = weasyprint.CSS(string=STYLES.read_text(encoding="utf-8"), url_fetcher=fetcher)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[styles], pdf_variant="pdf/ua-1")
    return made


@cache
def _library() -> tuple[Any, Any]:
    """WeasyPrint and a fetcher that fetches nothing; loaded at the first PDF, since it takes its time."""
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        log.warning("PDF cannot be made on this machine: %s", type(error).__name__)
        raise PdfUnavailableError from error

    class Nothing(URLFetcher):  # type: ignore[misc,unused-ignore]
        """Refuses every address, so that no text can make the server ask for anything."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError("a paper fetches nothing")

    return weasyprint, Nothing()
