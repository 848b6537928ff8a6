"""Reference data shipped with the package, imported as `matcher.reference`; see SOURCES.md."""
