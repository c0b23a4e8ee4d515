"""Texts of the page "Evaluate" (HTML)."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd

from pesviz.figures.evaluation_scores import score_colours
from pesviz.figures.model_calibration import model_styles
from pesviz.presentation.terms import TERMS
from pesviz.ranking.calibration import Calibration
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.features import direction
from pesviz.ranking.model_comparison import ModelComparison

SCORE_TERMS: dict[str, str] = {
    "pauc": "Partial AUC: area under the weighted ROC curve up to the false-positive rate that is set, divided by "
    "that rate. 1: all good conductors come before the first bad ones; half the rate: a random order. 16th to 84th "
    "percentile of 1000 bootstrap resamples.",
    "ap": "Average precision among the first k: mean precision at the ranks of the good conductors. 16th to 84th "
    "percentile with the labels redrawn within their errors.",
    "spearman": "Spearman's rank correlation of descriptor and σ; what is at or below the highest bound is tied.",
    "kendall": "Kendall's τ_b of descriptor and σ; a pair with an upper bound counts only where its order is "
    "certain. 16th to 84th percentile of 1000 bootstrap resamples.",
    "random": "The same score of 1000 random orders of the same structures: 16th to 84th percentile.",
    "weight": "A label counts as good with the part of N(σ, error) above σ⁺ and as bad with the part below σ⁻; σ "
    "from a diffusion coefficient by Nernst–Einstein (Eq. 6).",
    "fv": "Free volume: part of the cell below a threshold, connected (by the level map) or disconnected (Eq. 3).",
}
"""What scores mean, one sentence or two each."""
NOTHING_PICKED = (
    '<div class="empty"><b>Click a structure</b> in the plot above or in the table below: its isosurface appears '
    "here. Outliers, which a descriptor places far from where their conductivity would, come first there.</div>"
)
LEGEND = (
    '<div class="legend"><span><i></i>more good than not</span><span><i class="other"></i>other</span><span>'
    '<i class="bound"></i>upper bound</span><span><i class="line"></i>σ⁺ and σ⁻</span><span>Bars: one error. '
    "Inset: linear axes. Click a point to see its structure.</span></div>"
)
TILES = ("xi", "xi_calibrated", "fv_conn_0p5", "fv_disc_0p5", "mpe")
_TIPS = {"xi": TERMS["xi"], "xi_calibrated": TERMS["xi"], "mpe": TERMS["mpe"]}


def score_legend(*, dark: bool) -> str:
    """Return the legend of the figure of scores."""
    parts = ['<span><i class="line dots"></i>random guess (band: 16th to 84th percentile)</span>']
    for title, colour in score_colours(dark=dark).items():
        kind = "line" if "disconnected" in title else "line solid"
        parts.append(f'<span><i class="{kind}" style="border-color: {colour}"></i>{title}</span>')
    return f'<div class="legend">{"".join(parts)}</div>'


def model_legend(comparison: ModelComparison, *, dark: bool) -> str:
    """Return the legend of the models' calibration curves."""
    parts = [
        f'<span><i class="line" style="border-color: {colour}; border-top-style: {dash}"></i>{escape(title)}</span>'
        for title, (colour, dash) in model_styles(comparison, dark=dark).items()
    ]
    return f'<div class="legend">{"".join(parts)}</div>'


def number(value: float, digits: int = 2) -> str:
    """Return a number with a proper minus, "–" for none."""
    return f"{value:.{digits}f}".replace("-", "−") if np.isfinite(value) else "–"


def scientific(value: float, digits: int = 1) -> str:
    """Return 1.3·10⁻⁴ (HTML)."""
    if not np.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{value:.{digits}e}".partition("e")
    return f"{mantissa}·10<sup>{int(exponent)}</sup>".replace("-", "−")


def conductivity(row: pd.Series) -> str:
    """Return a label's conductivity with its error or as a bound, S/cm (HTML)."""
    sigma = scientific(float(row["sigma"]))
    if row["upper_bound"]:
        return f"&lt; {sigma} S/cm"
    error = f" ± {scientific(float(row['sigma_error']))}" if pd.notna(row["sigma_error"]) else ""
    return f"{sigma}{error} S/cm"


def headline(evaluation: Evaluation, about: dict[str, Any]) -> str:
    """Return title, tiles and the sentence that answers the page's question."""
    labels, rule = evaluation.labels, evaluation.rule
    names = [name for name in TILES if name in evaluation.scores.index]
    area = "area" if not evaluation.normalised else "score"
    lead = (
        f'<div class="tile lead" title="{escape(SCORE_TERMS["pauc"])}"><span class="name">Partial AUC</span>'
        f'<span class="note">{area} up to<br>{100 * evaluation.max_fpr:g} % false positives,<br>'
        "16th to 84th percentile</span></div>"
    )
    tiles = [lead, *(_tile(evaluation, name) for name in names)]
    low, middle, high = evaluation.random
    tiles.append(
        f'<div class="tile" title="{escape(SCORE_TERMS["random"])}"><span class="name">Random guess</span>'
        f'<b>{number(middle)}</b><span class="note">{number(low)} to {number(high)}</span></div>'
    )
    bad = "" if rule.bad_below is None else f", bad below {scientific(rule.bad_below, 0)}"
    weights = (
        f'<span title="{escape(SCORE_TERMS["weight"])}" class="term">{evaluation.n_good:.1f} good and '
        f"{evaluation.n_bad:.1f} bad by weight</span>"
    )
    title = escape(labels.title.partition(":")[0])
    return (
        f"<h1>Does the ranking work? {title}, {escape(about['potential'] or 'results')}</h1>"
        f'<p class="sub">{len(evaluation.joined)} structures with result and label, {weights}: good above '
        f"{scientific(rule.good_above, 0)}{bad} S/cm at {labels.temperature:g} K, weights as in the paper's "
        f"{evaluation.convention}.</p>"
        f'<div class="tiles">{"".join(tiles)}</div><p class="verdict">{verdict(evaluation)}</p>'
    )


def _tile(evaluation: Evaluation, name: str) -> str:
    row = evaluation.scores.loc[name]
    tip = f"{_TIPS.get(name, SCORE_TERMS['fv'])} {SCORE_TERMS['pauc']}"
    title = (
        str(row["title"]).replace("FV connected", "FV<sub>conn</sub>").replace("FV disconnected", "FV<sub>disc</sub>")
    )
    return (
        f'<div class="tile" title="{escape(tip)}"><span class="name">{title}</span><b>{number(row["auc"])}</b>'
        f'<span class="note">{number(row["auc_16"])} to {number(row["auc_84"])}</span></div>'
    )


def verdict(evaluation: Evaluation) -> str:
    """Return whether Ξ ranks these structures better than chance, and how far that can be told."""
    name = "xi" if "xi" in evaluation.scores.index else evaluation.scores.index[0]
    row = evaluation.scores.loc[name]
    title, n = str(row["title"]), len(evaluation.joined)
    low, _, high = evaluation.random
    if row["auc_16"] > high:
        sentence = (
            f"{title} ranks these {n} structures better than chance: its interval lies above that of random orders."
        )
    elif row["auc_84"] < low:
        sentence = f"{title} ranks these {n} structures worse than chance."
    else:
        sentence = f"On these {n} structures the score of {title} cannot be told from chance: the intervals overlap."
    tau_low, tau_high = row["kendall_16"], row["kendall_84"]
    if tau_low > 0:
        sentence += f" Over all structures it rises with σ (Kendall {number(row['kendall'])}, {number(tau_low)} to "
        sentence += f"{number(tau_high)})."
    elif np.isfinite(row["kendall"]):
        sentence += (
            f" Over all structures: Kendall {number(row['kendall'])} ({number(tau_low)} to {number(tau_high)})."
        )
    return sentence


def notes(evaluation: Evaluation, about: dict[str, Any]) -> str:
    """Return what a careful person should know."""
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in (*evaluation.notes, *about["notes"]))
    return f'<ul class="said" aria-label="Notes">{lines}</ul>'


def in_force(about: dict[str, Any]) -> str:
    """Return which thresholds of Ξ hold for the potential."""
    thresholds = about["calibration"]
    kind = "fitted, from your configuration" if thresholds["stored"] else "the paper's"
    return (
        f'<p class="force"><b>In force: {kind}</b> ({thresholds["connected"]:.2f} for FV connected, '
        f"{thresholds['disconnected']:.2f} for FV disconnected, Eq. 4).</p>"
        f'<p class="sub">{escape(thresholds["words"])}</p>'
    )


def calibration(fit: Calibration, folder: str, labels: str) -> str:
    """Return what a fit of the thresholds gave, whether it helps, and how to keep it."""
    t = fit.thresholds
    rows = (
        ("Thresholds (connected, disconnected)", "2.00, 1.15", f"{t.connected:.2f}, {t.disconnected:.2f}"),
        ("Score on the structures of the fit", number(fit.paper_score, 3), number(fit.score, 3)),
        ("Score on structures not seen (cross-validated)", number(fit.paper_validated, 3),
         number(fit.validated, 3)),
    )  # fmt: skip
    body = "".join(f"<tr><th>{name}</th><td>{paper}</td><td>{own}</td></tr>" for name, paper, own in rows)
    mark = "good" if fit.helps else "undecided"
    command = f"pesviz evaluate {folder} --labels {labels} -p {fit.potential} --calibrate --store"
    return (
        f'<table class="facts"><tr><th></th><td>the paper\'s</td><td>fitted</td></tr>{body}</table>'
        f'<p class="verdict {mark}">{escape(fit.verdict)}</p>'
        f'<p class="sub">To keep fitted thresholds with the potential, on the machine that serves: '
        f"<code>{escape(command)}</code></p>"
    )


def places(evaluation: Evaluation, descriptor: str) -> pd.DataFrame:
    """Return where a descriptor and where the conductivity place each structure, 1 the best; ties share a place."""
    oriented = direction(descriptor) * evaluation.joined[descriptor]
    table = pd.DataFrame(
        {
            "by_descriptor": oriented.rank(ascending=False, method="average"),
            "by_sigma": evaluation.joined["sigma"].rank(ascending=False, method="average"),
        }
    )
    return table.assign(off=table["by_sigma"] - table["by_descriptor"])


def place_sentence(row: pd.Series, n: int, title: str) -> str:
    """Return where a structure stands by a descriptor and by its conductivity."""
    off = float(row["off"])
    far = "as its conductivity does" if abs(off) < 1 else f"{abs(off):.3g} places too {'high' if off > 0 else 'low'}"
    return (
        f"{escape(title)} puts it at place <b>{row['by_descriptor']:g}</b> of {n}, σ at place "
        f"<b>{row['by_sigma']:g}</b>: {far}."
    )


def problem(title: str, remedy: str) -> str:
    """Return what to do where nothing can be shown."""
    return f'<div class="empty" role="alert"><b>{escape(title)}</b><br>{code(escape(remedy))}</div>'


def code(text: str) -> str:
    """Return a text whose `commands` are set as code."""
    parts = text.split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


START = (
    '<div class="empty"><b>How to begin.</b> This server has only the gallery to evaluate. To see whether Ξ ranks '
    "measured conductors, in a terminal:<br><code>pesviz data get obelix</code><br><code>pesviz data structures "
    "obelix -o structures --max-atoms 20</code><br><code>pesviz screen structures --everything --out campaign</code>"
    "<br><code>pesviz serve campaign</code><br>Or choose “A CSV of your own” at the left, with names as the results "
    "have them.</div>"
)
