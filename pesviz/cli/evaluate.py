"""`pesviz evaluate`: how well descriptors rank labelled structures."""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import ProgressDisplay, note, reserved_stdout, result_console
from pesviz.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

    from pesviz.ranking.calibration import Calibration
    from pesviz.ranking.evaluation import Evaluation
    from pesviz.ranking.labels.label_set import LabelSet
    from pesviz.ranking.model_comparison import ModelComparison
    from pesviz.workflows.evaluation import PotentialEvaluation
    from pesviz.workflows.progress import Progress

SHOWN = 15
"""Descriptors in the printed table; the CSV has all."""
ALWAYS = ("xi", "xi_calibrated", "mpe", "fv_conn_0p5", "fv_disc_0p5")
"""Descriptors that the printed table has whatever their rank."""


def evaluate(
    results: Annotated[
        Path,
        typer.Argument(
            metavar="RESULTS",
            help="Folder of `pesviz screen`, folder of result files (.h5), or CSV with source_id and descriptors.",
            show_default=False,
        ),
    ],
    labels: Annotated[
        str, typer.Option("--labels", "-l", help="obelix, kahle2020, laskowski2023, or a CSV file.")
    ] = "obelix",
    against: Annotated[
        str | None,
        typer.Option(help="Take bad ones from these labels instead: extrapolated positives --against kahle2020."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="KEY=HEADING", help="Column of the labels' CSV: --column sigma='IC (S/cm)'."
        ),
    ] = None,
    potential: Annotated[str | None, typer.Option("--potential", "-p", help="Only results of this one.")] = None,
    weights: Annotated[
        Literal["text", "scripts"], typer.Option(help="Weights of labels as in the paper's text or its scripts.")
    ] = "text",
    good_above: Annotated[
        float | None, typer.Option("--good-above", metavar="S/CM", help="σ⁺; the label set's by default.")
    ] = None,
    bad_below: Annotated[
        float | None, typer.Option("--bad-below", metavar="S/CM", help="σ⁻; the label set's by default.")
    ] = None,
    rule: Annotated[
        Literal["kahle2020", "experiment", "extrapolated"] | None,
        typer.Option(help="Weight rule of a CSV's labels: computed at 1000 K, measured, or extrapolated."),
    ] = None,
    max_fpr: Annotated[float, typer.Option("--max-fpr", help="False-positive rates that count.")] = 0.1,
    normalised: Annotated[
        bool, typer.Option("--normalised/--unnormalised", help="Divide the area by --max-fpr.")
    ] = True,
    at: Annotated[int, typer.Option("--at", min=1, metavar="K", help="Length of the list of the precision.")] = 10,
    resamples: Annotated[int, typer.Option(min=10, help="Bootstrap resamples.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 0,
    models: Annotated[
        bool, typer.Option("--models", help="Also fit the models of Appendix C, leaving one out (extra `ranking`).")
    ] = False,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="Also fit the thresholds of Ξ for the potential, cross-validated.")
    ] = False,
    store: Annotated[
        bool, typer.Option("--store", help="Keep the thresholds that --calibrate fitted in your configuration.")
    ] = False,
    apply: Annotated[
        list[Path] | None,
        typer.Option("--apply", metavar="MODEL.json", help="Add the probability of a saved model as a column."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the columns of --apply beside the campaign, for the page Rank.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write tables (CSV), figures and numbers there.")
    ] = None,
    formats: Annotated[str, typer.Option("--figures", help="Formats of figures: png, svg, pdf.")] = "png,svg",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Score Ξ, MPE and free volumes against known conductivities, as the paper does."""
    with reserved_stdout() as stdout:
        from pesviz.ranking.calibration import store as store_calibration
        from pesviz.ranking.models import open_model
        from pesviz.screening.ranked import read_results, write_models
        from pesviz.workflows.evaluation import EvaluationSettings, EvaluationWorkflow

        suffixes = _suffixes(formats)
        settings = EvaluationSettings(
            potential=potential, rule=rule, good_above=good_above, bad_below=bad_below, convention=weights,
            max_fpr=max_fpr, normalised=normalised, k=at, n_resamples=resamples, seed=seed, compare_models=models,
            calibrate=calibrate or store,
        )  # fmt: skip
        with ProgressDisplay() as progress:
            progress.update("Reading labels")
            workflow = EvaluationWorkflow(
                labels=read_labels(labels, columns, rule),
                against=None if against is None else read_labels(against, None, None),
                table=read_results(
                    results, progress=lambda name, done, total: progress.update("Descriptors", name, done, total)
                ),
                models=[open_model(path) for path in apply or []],
                settings=settings,
            )
            result = workflow.run(partial(_show_progress, progress))
            evaluated = result.potentials.values()
            if keep:
                for each in evaluated:
                    path = write_models(results, each.rows)
                note(f"The models' columns are kept in {path}.")
            for each in evaluated:
                if store and each.calibration is not None:
                    note(f"Stored in {store_calibration(each.calibration)}.")
            if out:
                progress.update("Drawing")
                for each in evaluated:
                    folder = out / _folder(each.potential)
                    each.save(folder)
                    _draw(each, folder, suffixes, f"{each.potential}, {result.labels.name}")
        if as_json:
            value = {"potentials": {each.potential: _as_object(each) for each in evaluated}, "notes": result.notes}
            print(json.dumps(value, ensure_ascii=False, allow_nan=False), file=stdout)
            return
        console = result_console(stdout)
        for each in evaluated:
            console.print(report(each.evaluation, each.potential))
            if each.models is not None:
                console.print(models_report(each.models))
            if each.calibration is not None:
                console.print(calibration_report(each.calibration))
        for sentence in result.notes:
            note(sentence)
        if out:
            note(f"Written to {out}.")


def _show_progress(display: ProgressDisplay, event: Progress[None]) -> None:
    """Show how far an evaluation is."""
    stage = {"scoring": "Scoring", "fitting": "Fitting models", "calibrating": "Calibrating"}[event.stage]
    display.update(stage, event.message, event.done, event.total or None)


def _as_object(evaluated: PotentialEvaluation) -> dict[str, Any]:
    """Return what --json prints of one potential."""
    value = evaluated.evaluation.to_dict()
    if evaluated.models is not None:
        value["models"] = evaluated.models.to_dict()
    if evaluated.calibration is not None:
        value["calibration"] = evaluated.calibration.to_dict()
    return value


def _suffixes(formats: str) -> list[str]:
    from pesviz.figures.backends import FORMATS

    suffixes = ["." + part.strip().lower().removeprefix(".") for part in formats.split(",") if part.strip()]
    wrong = [s for s in suffixes if s not in FORMATS]
    if wrong:
        raise SettingsError(f"Figures cannot be written as {', '.join(wrong)}.", f"Choose {', '.join(FORMATS)}.")
    return suffixes


def _folder(name: str) -> str:
    return re.sub(r"[^\w.+-]+", "_", name).strip("_.") or "results"


def read_labels(source: str, columns: list[str] | None, rule: str | None) -> LabelSet:
    """Return the labels that the options name.

    Raises
    ------
    SettingsError
        A pair has no "=".
    """
    from pesviz.ranking.labels.published import READERS
    from pesviz.ranking.labels.sources import labels

    pairs = {}
    for entry in columns or []:
        key, equals, heading = entry.partition("=")
        if not equals:
            raise SettingsError(f"'{entry}' names no column.", "Write KEY=HEADING, for example --column sigma=IC.")
        pairs[key.strip()] = heading.strip()
    named = source.lower() in READERS
    return labels(source) if named else labels(source, pairs, rule=rule or "experiment")


def _draw(evaluated: PotentialEvaluation, folder: Path, suffixes: list[str], title: str) -> None:
    """Write the figures of one potential."""
    from pesviz.figures.backends import save_figure
    from pesviz.figures.evaluation_models import save_models_figure
    from pesviz.figures.evaluation_scatter import Quantity, scatter_figure
    from pesviz.figures.evaluation_scores import scores_figure

    evaluation = evaluated.evaluation
    quantities: tuple[Quantity, ...] = ("sigma", "e_a") if evaluation.joined["e_a"].notna().any() else ("sigma",)
    descriptors = [c for c in ("fv_conn_0p5", "fv_disc_0p5") if c in evaluation.joined]
    figures = {"scores": scores_figure(evaluation)}
    for descriptor, quantity in product(descriptors, quantities):
        figures[f"{quantity}-{descriptor}"] = scatter_figure(evaluation, descriptor, quantity)
    for name, suffix in product(figures, suffixes):
        save_figure(figures[name], folder / f"{name}{suffix}", title=title)
    if evaluated.models is not None:
        for suffix in suffixes:
            save_models_figure(evaluated.models, folder / f"models{suffix}", title=title)


def report(evaluation: Evaluation, name: str) -> RenderableType:
    """Return an evaluation as a table with its notes."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    rule = evaluation.rule
    bad = "none" if rule.bad_below is None else f"σ < {rule.bad_below:g}"
    head = Text.assemble(
        (name or "results", "bold"),
        f": {len(evaluation.joined)} structures with labels of {evaluation.labels.name} "
        f"(good: σ > {rule.good_above:g}, bad: {bad} S/cm at {evaluation.labels.temperature:g} K; weights as in the "
        f"{evaluation.convention}: {evaluation.n_good:.1f} good, {evaluation.n_bad:.1f} bad)",
    )
    score = "Normalised" if evaluation.normalised else "Unnormalised"
    table = Table(box=SIMPLE_HEAD, pad_edge=False, caption_justify="left")
    table.add_column("Descriptor")
    heads = (
        f"pAUC {100 * evaluation.max_fpr:g} %",
        "16–84 %",
        f"AP@{evaluation.k}",
        "16–84 %",
        "Spearman",
        "Kendall",
    )
    for title in heads:
        table.add_column(title, justify="right")
    for _, row in shown_rows(evaluation).iterrows():
        table.add_row(
            str(row["title"]), _number(row["auc"]), f"{_number(row['auc_16'])}–{_number(row['auc_84'])}",
            _number(row["ap"]), f"{_number(row['ap_16'])}–{_number(row['ap_84'])}", _number(row["spearman"], 2),
            _number(row["kendall"], 2),
        )  # fmt: skip
    low, middle, high = evaluation.random
    table.add_row("Random guess", _number(middle), f"{_number(low)}–{_number(high)}", "", "", "", "")
    caption = (
        f"{score} area under the weighted ROC curve up to {100 * evaluation.max_fpr:g} % false positives; 16th and "
        f"84th percentile of {evaluation.n_resamples} bootstrap resamples (AP: labels redrawn within their errors)."
    )
    notes = [Text(f"Note: {sentence}") for sentence in evaluation.notes]
    return Group(head, table, Text(caption), *notes, Text(""))


def models_report(comparison: ModelComparison) -> RenderableType:
    """Return models beside single descriptors as a table."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Model, leaving one out", "Descriptors"):
        table.add_column(title)
    for title in ("pAUC", "16–84 %"):
        table.add_column(title, justify="right")
    for _, row in comparison.scores.iterrows():
        table.add_row(
            str(row["model"]), str(row["features"]), _number(row["auc"]),
            f"{_number(row['auc_16'])}–{_number(row['auc_84'])}",
        )  # fmt: skip
    return Group(table, *[Text(f"Note: {sentence}") for sentence in comparison.notes], Text(""))


def calibration_report(calibration: Calibration) -> RenderableType:
    """Return a calibration in words."""
    from rich.console import Group
    from rich.text import Text

    t = calibration.thresholds
    return Group(
        Text(
            f"Thresholds of Ξ fitted for {calibration.potential}: {t.connected:.2f} (connected) and "
            f"{t.disconnected:.2f} (disconnected); the paper's are 2.00 and 1.15."
        ),
        Text(
            f"Score {calibration.score:.3f} on the data of the fit ({calibration.paper_score:.3f} with the paper's), "
            f"{calibration.validated:.3f} cross-validated. {calibration.verdict}"
        ),
        Text(""),
    )


def shown_rows(evaluation: Evaluation) -> pd.DataFrame:
    """Return the rows of the printed table: the best descriptors, and those that everyone asks for."""
    scores = evaluation.scores
    names = set(scores.index[:SHOWN]) | (set(ALWAYS) & set(scores.index))
    return scores[[name in names for name in scores.index]]


def _number(value: float, digits: int = 3) -> str:
    return "–" if value != value else f"{value:.{digits}f}"  # noqa: PLR0124 - NaN
