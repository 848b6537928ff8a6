"""A web application with one page that says nothing: what a page costs on this machine before anything is done for it."""

from __future__ import annotations

from flask import Flask

app = Flask("empty")


@app.get("/")
def nothing() -> str:
    """The page."""
    return "<!doctype html><title>-</title>"
