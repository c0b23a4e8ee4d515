"""Write the table of a labelled campaign into docs/screening.md: Ξ with measured conductivities beside it.

    python benchmarks/screening_docs.py CAMPAIGN [--potential NAME]

What stands between the markers in the file is replaced; every number comes out of the campaign's database.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import pandas as pd

from pesviz.presentation.names import formula_unicode
from pesviz.ranking.correlation import rank_correlation
from pesviz.screening.database import CAMPAIGN, ResultsDatabase

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- campaign: made by benchmarks/screening_docs.py -->", "<!-- end of campaign -->"


def sigma(row: pd.Series) -> str:
    """Measured conductivity, S/cm."""
    if math.isnan(row["sigma"]):
        return "–"
    digits, power = f"{row['sigma']:.1e}".split("e")
    return f"{'< ' if row['upper_bound'] is True else ''}{digits}·10<sup>{int(power)}</sup>".replace("-", "−")


def number(value: float, digits: int = 3) -> str:
    """Return a number, a dash where there is none."""
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


def table(rows: pd.DataFrame, others: dict[str, pd.Series]) -> list[str]:
    """Return the rows, the highest Ξ first, with the Ξ of other potentials."""
    more = "".join(f" Ξ, {name} |" for name in others)
    lines = [
        f"| | id | atoms | Ξ | σ, measured (S/cm) |{more} MPE (eV) | E_3D (eV) | FV_conn | FV_disc | energies |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|" + "--:|" * len(others),
    ]
    for _, row in rows.iterrows():
        cells = [
            formula_unicode(row["formula"]), row["source_id"], f"{row['n_atoms']}", f"**{number(row['xi'])}**",
            sigma(row), *(number(xi.get(row["source_id"], math.nan)) for xi in others.values()), number(row["mpe"]),
            number(row["e3d"]), f"{100 * row['fv_conn_0p5']:.2f} %",
            f"{100 * row['fv_disc_0p5']:.1f} %", f"{row['n_evaluated']:.0f}",
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("campaign", type=Path)
    parser.add_argument("--potential", default="m3gnet-mp-2021")
    options = parser.parse_args()
    results = ResultsDatabase(options.campaign).table()
    rows = results[(results["status"] == "done") & (results["potential"] == options.potential)]
    known = rows[rows["sigma"].notna()]
    others = {
        str(name): group.set_index("source_id")["xi"]
        for name, group in results[results["status"] == "done"].groupby("potential")
        if name != options.potential
    }
    agreement = rank_correlation(known["xi"], known["sigma"], [bound is True for bound in known["upper_bound"]])
    asked = json.loads((options.campaign / CAMPAIGN).read_text(encoding="utf-8"))["options"]
    failed = results[results["status"] == "failed"]
    low, _, high = agreement.kendall_range
    words = (
        f"{len(rows)} structures, primitive cells of at most {asked['max_atoms']} atoms, mobile "
        f"{asked['reading']['mobile']}, `{options.potential}`, smearing {asked['smearing']}. Rank correlation of Ξ "
        f"with the measured conductivity: Spearman {agreement.spearman:+.2f}, Kendall {agreement.kendall:+.2f} "
        f"({low:+.2f} to {high:+.2f}, bootstrap). {agreement.censoring}"
    )
    text = [
        words,
        "",
        *table(rows, others),
    ]
    for name, xi in others.items():
        both = known[known["source_id"].isin(xi.index)]
        values = xi.loc[both["source_id"]].to_numpy()
        bound = [given is True for given in both["upper_bound"]]
        found = rank_correlation(values, both["sigma"], bound)
        between = rank_correlation(values, both["xi"], [False] * len(both))
        said = (
            f"`{name}` over {len(both)} of them: Spearman {found.spearman:+.2f}, Kendall {found.kendall:+.2f} with "
            f"the conductivity; Spearman {between.spearman:+.2f} between the Ξ of the two potentials."
        )
        text += ["", said]
    if len(failed):
        said = "; ".join(f"`{row['source_id']}`: {row['error']}" for _, row in failed.iterrows())
        text += ["", f"Without a result: {said}"]
    path = DOCS / "screening.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(before + "\n".join([BEGIN, "", *text, "", END]) + after, encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
