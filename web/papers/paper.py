"""A paper in a language of its own, whatever the language of whoever makes it; as part of a page or as a PDF."""

from __future__ import annotations

from flask import Response, make_response
from markupsafe import Markup

from web.contexts.base import Page
from web.contexts.papers import PdfFrame
from web.i18n import speaking
from web.papers.pdf import make_pdf
from web.view import render


def as_part(paper: Page, lang: str) -> Markup:
    """The paper's HTML, to stand within a page."""
    with speaking(lang):
        return Markup(render(paper))


def as_pdf(paper: Page, lang: str, filename: str) -> Response:
    """The paper as a PDF to be saved; raises PdfUnavailableError."""
    with speaking(lang):
        html = render(PdfFrame(title=paper.title, paper=Markup(render(paper)), paper_lang=lang))
    answer = make_response(make_pdf(html))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
