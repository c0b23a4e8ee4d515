"""Evaluations in a job's process: scores of results against labels, models, thresholds of Ξ."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.app.jobs import JobSpec, write_json
from pesviz.errors import LabelsError, PesvizError, ResultReadError

if TYPE_CHECKING:
    import pandas as pd

    from pesviz.app.reporter import Reporter
    from pesviz.ranking.labels.label_set import LabelSet
    from pesviz.ranking.labels.weights import Convention
    from pesviz.workflows.progress import Progress

ABOUT, CALIBRATION = "about.json", "calibration.json"
"""Files of an evaluation beside its scores: potential, notes, result files; fitted thresholds of Ξ."""
OWN = "csv"
"""Name of labels that a person gave."""


@dataclass(frozen=True)
class EvaluationRequest:
    """What is to be evaluated, as plain values.

    Parameters
    ----------
    results
        Folder of a campaign or of result files.
    labels
        Name of a label set, or "csv" for labels in `csv`.
    potential
        Whose results; "" for the potential with most of them.
    csv, file_name
        Labels as comma-separated text, and what to call them.
    columns
        Which heading of `csv` holds what, see `pesviz.ranking.labels.label_set.read_csv`; {} finds them by name.
    rule
        Weight rule of labels in `csv`.
    convention
        "text" or "scripts".
    good_above, bad_below
        σ⁺ and σ⁻, S/cm; None for the rule's.
    max_fpr, normalised, k
        Of the scores.
    models
        Saved models, each as JSON text, whose probability is a further column.
    """

    results: str
    labels: str
    potential: str = ""
    csv: str = ""
    file_name: str = "labels.csv"
    columns: dict[str, str] = field(default_factory=dict)
    rule: str = "experiment"
    convention: Convention = "text"
    good_above: float | None = None
    bad_below: float | None = None
    max_fpr: float = 0.1
    normalised: bool = True
    k: int = 10
    models: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Return it as a job's data."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> EvaluationRequest:
        """Return what `to_bytes` made."""
        values = json.loads(data)
        return cls(**{**values, "models": tuple(values["models"])})


def run_evaluation_job(folder: Path, spec: JobSpec, reporter: Reporter) -> None:
    """Do a job of the page "Evaluate".

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    reporter.update(stage="analysing", note="Reading results.", now=True)
    if spec.task == "evaluate":
        request = EvaluationRequest.from_bytes((folder / "upload.dat").read_bytes())
        evaluate_request(request, folder, reporter)
    else:
        _fit(Path(spec.key), spec.task, folder, reporter)
    reporter.update(stage="done", note="Done.", done=0, total=0)


def evaluate_request(request: EvaluationRequest, folder: Path, reporter: Reporter) -> None:
    """Score the descriptors of results."""
    from pesviz.ranking.calibration import calibration_in_force, stored_calibrations
    from pesviz.ranking.models import open_model
    from pesviz.screening.ranked import read_results
    from pesviz.workflows.evaluation import EvaluationSettings, EvaluationWorkflow

    labels = _labels(request, folder)
    models = []
    for number, text in enumerate(request.models):
        path = folder / f"model-{number}.json"
        path.write_text(text, encoding="utf-8")
        models.append(open_model(path))
    settings = EvaluationSettings(
        request.potential, largest=True, good_above=request.good_above, bad_below=request.bad_below,
        convention=request.convention, max_fpr=request.max_fpr, normalised=request.normalised, k=request.k,
    )  # fmt: skip

    def report_reading(name: str, done: int, total: int) -> None:
        reporter.update(note=f"Descriptors of {name} ({done + 1} of {total}).", done=done, total=total)

    source = Path(request.results)
    table = read_results(source, progress=report_reading)
    result = EvaluationWorkflow(table, labels, settings, models=models).run(partial(_report, reporter))
    (scored,) = result.potentials.values()
    evaluation = scored.evaluation
    if not evaluation.n_good > 0 or not evaluation.n_bad > 0:
        raise LabelsError(
            f"All {len(evaluation.joined)} labelled structures are of one kind ({evaluation.n_good:.2g} good and "
            f"{evaluation.n_bad:.2g} bad by weight): there is nothing to tell apart.",
            "Move σ⁺ or σ⁻, or choose labels with good and bad conductors.",
        )
    scored.save(folder)
    files = _files(source, scored.rows)
    xi, in_force = calibration_in_force(scored.potential)
    about = {
        "potential": scored.potential,
        "results": result.counts,
        "notes": list(result.notes),
        "calibration": {
            "words": in_force, "connected": xi.connected, "disconnected": xi.disconnected,
            "stored": scored.potential in stored_calibrations(),
        },
        "files": {key: files[int(row)] for key, row in evaluation.joined["row"].items() if int(row) in files},
    }  # fmt: skip
    write_json(folder / ABOUT, about)


def _report(reporter: Reporter, event: Progress[None]) -> None:
    """Write how far scoring and fitting are."""
    if event.stage == "scoring":
        reporter.update(note="Scoring.", done=0, total=0, now=True)
    elif event.stage == "calibrating":
        reporter.update(note="Fitting and cross-validating.", now=True)
    else:
        note = f"{event.message}: without structure {event.done + 1:.0f} of {event.total:.0f}."
        reporter.update(note=note, done=int(event.done), total=int(event.total))


def _labels(request: EvaluationRequest, folder: Path) -> LabelSet:
    from pesviz.ranking.labels.sources import labels

    if request.labels != OWN:
        return labels(request.labels)
    path = folder / "labels.csv"
    path.write_text(request.csv, encoding="utf-8")
    columns = {key: heading for key, heading in request.columns.items() if heading}
    try:
        labelled = labels(str(path), columns or None, **({"rule": request.rule} if columns else {}))
    except PesvizError as error:  # the name under which the file came, not ours
        raise LabelsError(error.problem.replace(path.name, request.file_name), error.remedy) from error
    name = Path(request.file_name).stem or "labels"
    return dataclasses.replace(labelled, name=name, title=request.file_name)


def _files(source: Path, rows: pd.DataFrame) -> dict[int, str]:
    """Return the result file of each row by its position, where it has one."""
    if "id" in rows:
        from pesviz.screening.database import ResultsDatabase

        database, files = ResultsDatabase(source), {}
        for position, key in enumerate(rows["id"]):
            try:
                files[position] = str(database.field_file(int(key)))
            except ResultReadError:
                continue
        return files
    return {position: str(source / name) for position, name in enumerate(rows.get("file", ()))}


def _fit(evaluated: Path, task: str, folder: Path, reporter: Reporter) -> None:
    """Fit models or thresholds of Ξ to the evaluation in a folder."""
    from pesviz.ranking.store import open_evaluation, save_models
    from pesviz.workflows.evaluation import calibration_steps, model_steps
    from pesviz.workflows.progress import run

    potential = json.loads((evaluated / ABOUT).read_text(encoding="utf-8"))["potential"]
    evaluation, report = open_evaluation(evaluated), partial(_report, reporter)
    if task == "models":
        save_models(run(model_steps(evaluation, potential), report), folder)
    else:
        write_json(folder / CALIBRATION, run(calibration_steps(evaluation, potential), report).to_dict())
