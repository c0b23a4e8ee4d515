"""Write the evaluation of a campaign into docs/evaluation.md: the table, the sentence about its size, the figures.

    PESVIZ_DATA=... python benchmarks/evaluation_docs.py CAMPAIGN

What stands between the markers in the file is replaced; everything is computed anew from the campaign's results.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pesviz.figures.evaluation_scatter import save_scatter
from pesviz.figures.evaluation_scores import save_scores
from pesviz.ranking.calibration import calibrate
from pesviz.ranking.evaluation import Evaluation, evaluate
from pesviz.ranking.labels import labels
from pesviz.ranking.model_comparison import compare_models
from pesviz.ranking.results import groups
from pesviz.screening.database import ResultsDatabase
from pesviz.screening.ranked import read_results

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- evaluation: made by benchmarks/evaluation_docs.py -->", "<!-- end of evaluation -->"
ROWS = (
    "xi",
    "fv_conn_0p5",
    "fv_disc_0p5",
    "fv_conn_1p0",
    "fv_disc_1p0",
    "fv_disc_2p0",
    "mpe",
    "mpe_robust_0p05",
    "e3d",
)


def interval(row: dict[str, float], name: str) -> str:
    return f"{row[name]:.2f} ({row[name + '_16']:.2f}–{row[name + '_84']:.2f})"


def table(evaluation: Evaluation) -> list[str]:
    k = evaluation.k
    lines = [f"| descriptor | pAUC 10 % | AP@{k} | Spearman | Kendall |", "|---|---|---|---|---|"]
    for name in ROWS:
        row = evaluation.scores.loc[name].to_dict()
        lines.append(
            f"| {row['title']} | {interval(row, 'auc')} | {interval(row, 'ap')} | {row['spearman']:+.2f} | "
            f"{row['kendall']:+.2f} ({row['kendall_16']:+.2f} to {row['kendall_84']:+.2f}) |"
        )
    low, middle, high = evaluation.random
    return [*lines, f"| random guess | {middle:.2f} ({low:.2f}–{high:.2f}) | | | |"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("campaign", type=Path)
    parser.add_argument("--labels", default="obelix")
    options = parser.parse_args()
    labelled = labels(options.labels)
    parts, _ = groups(read_results(options.campaign))
    progress = ResultsDatabase(options.campaign).progress()
    text = []
    common = set.intersection(*[set(rows["source_id"]) for rows in parts.values()])
    total = (progress.total - progress.failed) // len(parts) if progress else len(common)
    text.append(
        f"Both potentials have results for {len(common)} of the {total} structures; the tables are of these "
        f"{len(common)}: {', '.join(sorted(common))}."
    )
    for potential, rows in parts.items():
        shared = rows[rows["source_id"].isin(common)]
        found = evaluate(shared, labelled)
        text += [
            "",
            f"**{potential}**: {found.n_good:.1f} good and {found.n_bad:.1f} bad by weight.",
            "",
            *table(found),
        ]
        models = compare_models(found, features=("pes",), potential=potential)
        words = [
            f"{row['model']} {interval(row, 'auc')}"
            for row in models.scores.to_dict("index").values()
            if row["features"] != "none"
        ]
        fitted = calibrate(found, potential)
        text.append("")
        text.append(
            f"Models on PES descriptors, leaving one out (pAUC): {'; '.join(words)}. Thresholds of Ξ fitted to these "
            f"labels: {fitted.thresholds.connected:.2f} and {fitted.thresholds.disconnected:.2f}. {fitted.verdict}"
        )
        image = f"images/evaluation-{potential}"
        save_scores(found, DOCS / f"{image}-scores.png", title=f"{potential}, {len(found.joined)} structures")
        save_scatter(found, DOCS / f"{image}-sigma.png", title=f"{potential}, {len(found.joined)} structures")
        text += ["", f"![Score against threshold]({image}-scores.png) ![Conductivity against FV]({image}-sigma.png)"]
    path = DOCS / "evaluation.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(before + "\n".join([BEGIN, "", *text, "", END]) + after, encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
