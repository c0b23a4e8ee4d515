"""Write the evaluation of a campaign into docs/evaluation.md: tables, the sentences about their size, the figures.

    PESVIZ_DATA=... python benchmarks/evaluation_docs.py CAMPAIGN

What stands between the markers in the file is replaced; everything is computed anew from the campaign's results.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from pesviz.figures.backends import save_figure
from pesviz.figures.evaluation_models import save_models_figure
from pesviz.figures.evaluation_scatter import scatter_figure
from pesviz.figures.evaluation_scores import scores_figure
from pesviz.ranking.calibration import calibrate
from pesviz.ranking.evaluation import Evaluation, evaluate
from pesviz.ranking.labels.label_set import LabelSet
from pesviz.ranking.labels.sources import labels
from pesviz.ranking.model_comparison import ModelComparison, comparison_steps
from pesviz.ranking.results import groups
from pesviz.screening.ranked import read_results
from pesviz.workflows.progress import run

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- evaluation: made by benchmarks/evaluation_docs.py -->", "<!-- end of evaluation -->"
ROWS = (
    "xi",
    "fv_conn_0p5",
    "fv_disc_0p5",
    "fv_conn_1p0",
    "fv_disc_1p0",
    "fv_disc_2p0",
    "fv_disc_3p0",
    "mpe",
    "mpe_robust_0p05",
    "e1d",
    "e3d",
)
"""Descriptors of the tables: those of the paper, and `fv_disc_3p0`, which scores best here and so proves nothing."""
COMPARED = ("xi", "fv_conn_0p5", "fv_disc_0p5", "mpe")


def interval(row: dict[str, float], name: str) -> str:
    return f"{row[name]:.2f} ({row[name + '_16']:.2f}–{row[name + '_84']:.2f})"


def signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def table(evaluation: Evaluation, whole: Evaluation) -> list[str]:
    """Scores of an evaluation up to 10 % false positives, and of the same one over all rates."""
    k = evaluation.k
    lines = [f"| descriptor | pAUC 10 % | AUC | AP@{k} | Spearman | Kendall |", "|---|---|---|---|---|---|"]
    for name in ROWS:
        row = evaluation.scores.loc[name].to_dict()
        kendall = f"{signed(row['kendall'])} ({signed(row['kendall_16'])} to {signed(row['kendall_84'])})"
        lines.append(
            f"| {row['title']} | {interval(row, 'auc')} | {interval(whole.scores.loc[name].to_dict(), 'auc')} | "
            f"{interval(row, 'ap')} | {signed(row['spearman'])} | {kendall} |"
        )
    bands = [f"{r[1]:.2f} ({r[0]:.2f}–{r[2]:.2f})" for r in (evaluation.random, whole.random)]
    return [*lines, f"| random guess | {bands[0]} | {bands[1]} | | | |"]


def model_table(comparison: ModelComparison) -> list[str]:
    lines = ["| model, leaving one out | on PES | on matminer | on both |", "|---|---|---|---|"]
    fitted = comparison.scores[comparison.scores["features"] != "none"]
    for kind, rows in fitted.groupby("model", sort=False):
        by_features = {row["features"]: row for row in rows.to_dict("records")}
        cells = [interval(by_features[f], "auc") if f in by_features else "–" for f in ("PES", "matminer", "both")]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return lines


def section(potential: str, rows: pd.DataFrame, labelled: LabelSet) -> list[str]:
    """Return what is said of one potential, and draw its figures."""
    found, whole = evaluate(rows, labelled), evaluate(rows, labelled, max_fpr=1.0)
    n = len(found.joined)
    models = run(comparison_steps(found, potential=potential))
    fitted = calibrate(found, potential)
    image, title = f"images/evaluation-{potential}", f"{potential}, {n} structures"
    save_figure(scores_figure(found), DOCS / f"{image}-scores.png", title=title)
    save_figure(scatter_figure(found), DOCS / f"{image}-sigma.png", title=title)
    save_models_figure(models, DOCS / f"{image}-models.png", title=title)
    thresholds = (
        f"Thresholds of Ξ fitted to these labels: {fitted.thresholds.connected:.2f} and "
        f"{fitted.thresholds.disconnected:.2f}; score {fitted.score:.3f} on the structures of the fit "
        f"({fitted.paper_score:.3f} with the paper's), {fitted.validated:.3f} cross-validated. {fitted.verdict}"
    )
    figures = " ".join(
        f"![{words}]({image}-{name}.png)"
        for name, words in (
            ("scores", "Score against threshold"),
            ("sigma", "Conductivity against FV"),
            ("models", "Models"),
        )
    )
    return [
        "",
        f"### {potential}: {n} structures",
        "",
        f"{found.n_good:.1f} good and {found.n_bad:.1f} bad by weight.",
        "",
        *table(found, whole),
        "",
        *model_table(models),
        "",
        thresholds,
        "",
        figures,
    ]


def comparison(parts: dict[str, pd.DataFrame], common: set[str], labelled: LabelSet) -> list[str]:
    """Return what all potentials say of the structures that all have."""
    names = list(parts)
    lines = [
        "",
        f"### On the {len(common)} structures that all have",
        "",
        f"{', '.join(sorted(common))}.",
        "",
        f"| Kendall's τ_b with σ | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
    ]
    scores = {name: evaluate(rows[rows["source_id"].isin(common)], labelled).scores for name, rows in parts.items()}
    for descriptor in COMPARED:
        cells = [
            f"{signed(s.at[descriptor, 'kendall'])} ({signed(s.at[descriptor, 'kendall_16'])} to "
            f"{signed(s.at[descriptor, 'kendall_84'])})"
            for s in scores.values()
        ]
        lines.append(f"| {scores[names[0]].at[descriptor, 'title']} | {' | '.join(cells)} |")
    xi = pd.DataFrame({n: r[r["source_id"].isin(common)].set_index("source_id")["xi"] for n, r in parts.items()})
    rho = xi.corr(method="spearman").iloc[0, 1]
    return [*lines, "", f"Spearman's correlation of Ξ between the two is {rho:.2f}."]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("campaign", type=Path)
    parser.add_argument("--labels", default="obelix")
    options = parser.parse_args()
    labelled = labels(options.labels)
    parts, _ = groups(read_results(options.campaign))
    parts = dict(sorted(parts.items(), key=lambda part: -len(part[1])))
    text = []
    for potential, rows in parts.items():
        text += section(potential, rows, labelled)
    if len(parts) > 1:
        text += comparison(parts, set.intersection(*[set(rows["source_id"]) for rows in parts.values()]), labelled)
    path = DOCS / "evaluation.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(before + "\n".join([BEGIN, *text, "", END]) + after, encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
