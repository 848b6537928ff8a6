"""For developers: compare the German calculators with GETTSIM, offline, and print the differences.

GETTSIM is under the AGPL and never a dependency: install it in an environment of its own, beside `pip install -e .` of
this repository, and run `python -m tests.rules.compare_gettsim` there from the root of the repository.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from matcher.rules.german_tax import german_pay
from matcher.rules.parameters import figures

ON = date(2026, 11, 1)
AGE = 40
# (gross €/month, tax class, children under 25)
CASES = [(g, c, k) for g in (700, 1200, 1800, 2409, 3200, 4000, 5000, 6500) for c in (1, 3) for k in (0, 2)]
TARGETS = {
    "lohnsteuer": {"betrag_m": "tax", "betrag_soli_m": "soli"},
    "sozialversicherung": {"beiträge_versicherter_m": "social"},
}


def inputs() -> dict[str, Any]:
    """One adult per case with everything that GETTSIM asks for."""
    n = len(CASES)
    return {
        "p_id": list(range(n)), "hh_id": list(range(n)), "alter": [AGE] * n, "alter_monate": [AGE * 12] * n,
        "geburtsjahr": [ON.year - AGE] * n, "arbeitsstunden_w": [40.0] * n,
        "einnahmen": {"bruttolohn_m": [float(g) for g, _, _ in CASES]},
        "lohnsteuer": {"steuerklasse": [c for _, c, _ in CASES]},
        "sozialversicherung": {
            "kranken": {"beitrag": {
                "privat_versichert": [False] * n, "zusatzbeitragssatz": [0.029] * n,
                "beitrag_private_basiskrankenversicherung_abzüglich_arbeitgeberanteil_y": [0.0] * n,
                "betrag_rentner_m": [0.0] * n, "betrag_selbstständig_m": [0.0] * n,
            }},
            "pflege": {"beitrag": {"hat_kinder": [k > 0 for _, _, k in CASES], "anzahl_kinder_bis_24": [k for _, _, k in CASES],
                                    "betrag_rentner_m": [0.0] * n, "betrag_selbstständig_m": [0.0] * n}},
        },
        "einkommensteuer": {"einkünfte": {"ist_hauptberuflich_selbstständig": [False] * n}},
        "kindergeld": {"in_ausbildung": [False] * n},
        "familie": {"p_id_elternteil_1": [-1] * n, "p_id_elternteil_2": [-1] * n},
    }  # fmt: skip


def theirs() -> Any:
    """GETTSIM's results, one row per case."""
    import numpy as np
    from gettsim import InputData, TTTargets, main

    def arrays(tree: Any) -> Any:
        return {k: arrays(v) for k, v in tree.items()} if isinstance(tree, dict) else np.array(tree)

    return main(
        main_target="results__df_with_mapper", policy_date_str=ON.isoformat(), tt_targets=TTTargets(tree=TARGETS),
        input_data=InputData.tree(arrays(inputs())), include_warn_nodes=False, include_fail_nodes=False,
    )  # fmt: skip


def report() -> list[str]:
    """One line per case: ours, theirs and the difference, in €/month."""
    rows = theirs().to_dict("records")
    lines = ["gross class children | tax ours theirs diff | social ours theirs diff"]
    for (gross, tax_class, children), row in zip(CASES, rows, strict=True):
        pay = german_pay(gross, tax_class, figures(ON), children, AGE)
        tax = row["tax"] + row["soli"]
        lines.append(
            f"{gross:5} {tax_class} {children} | {pay.tax:8.2f} {tax:8.2f} {pay.tax - tax:+6.2f} |"
            f" {pay.social.total:8.2f} {row['social']:8.2f} {pay.social.total - row['social']:+6.2f}"
        )
    return lines


if __name__ == "__main__":
    try:
        print("\n".join(report()))
    except ImportError as error:
        sys.exit(f"{error.name} is not installed here; see the first lines of this file")
