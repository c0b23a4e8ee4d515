"""The worker's side of the page "Evaluate": scores of results against labels, models, thresholds of Ξ."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pesviz.app.jobs import JobSpec, write_json
from pesviz.errors import LabelsError, PesvizError, ResultReadError

if TYPE_CHECKING:
    import pandas as pd

    from pesviz.app.worker import Reporter
    from pesviz.ranking.labels.label_set import LabelSet
    from pesviz.ranking.labels.weights import Convention

ABOUT, CALIBRATION = "about.json", "calibration.json"
"""What is said of an evaluation beside its scores; fitted thresholds of Ξ."""
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

    Parameters
    ----------
    folder
        The job's folder; what is found is written there.
    spec
        Its task is "evaluate" (with a request as data), or "models" or "calibrate" of the evaluation in the folder
        `key`.
    reporter
        Hears how far it is.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    reporter.say(stage="analysing", note="Reading results.", now=True)
    if spec.task == "evaluate":
        request = EvaluationRequest.from_bytes((folder / "upload.dat").read_bytes())
        evaluate_request(request, folder, reporter)
    else:
        about = json.loads((Path(spec.key) / ABOUT).read_text(encoding="utf-8"))
        work = _fit_models if spec.task == "models" else _fit_thresholds
        work(Path(spec.key), about["potential"], folder, reporter)
    reporter.say(stage="done", note="Done.", done=0, total=0)


def evaluate_request(request: EvaluationRequest, folder: Path, reporter: Reporter) -> None:
    """Score the descriptors of results.

    Parameters
    ----------
    request
        What to do.
    folder
        Where the evaluation is written.
    reporter
        Hears how far it is.
    """
    from pesviz.ranking.calibration import calibration_in_force, stored_calibrations, with_own_thresholds
    from pesviz.ranking.evaluation import evaluate
    from pesviz.ranking.labels.weights import weight_rule
    from pesviz.ranking.models import open_model
    from pesviz.ranking.results import groups
    from pesviz.ranking.store import save_evaluation
    from pesviz.screening.ranked import read_results

    labels = _labels(request, folder)
    rule = weight_rule(labels.rule).with_thresholds(request.good_above, request.bad_below)
    source = Path(request.results)

    def progress(name: str, done: int, total: int) -> None:
        reporter.say(note=f"Descriptors of {name} ({done + 1} of {total}).", done=done, total=total)

    parts, notes = groups(read_results(source, progress=progress))
    name = request.potential if request.potential in parts else max(parts, key=lambda part: len(parts[part]))
    rows, words = with_own_thresholds(parts[name].reset_index(drop=True), name)
    for number, text in enumerate(request.models):
        path = folder / f"model-{number}.json"
        path.write_text(text, encoding="utf-8")
        rows = open_model(path).apply(rows)
    reporter.say(note="Scoring.", done=0, total=0, now=True)
    found = evaluate(
        rows, labels, rule=rule, convention=request.convention, max_fpr=request.max_fpr,
        normalised=request.normalised, k=request.k,
    )  # fmt: skip
    if not found.n_good > 0 or not found.n_bad > 0:
        raise LabelsError(
            f"All {len(found.joined)} labelled structures are of one kind ({found.n_good:.2g} good and "
            f"{found.n_bad:.2g} bad by weight): there is nothing to tell apart.",
            "Move σ⁺ or σ⁻, or choose labels with good and bad conductors.",
        )
    save_evaluation(found, folder)
    files = _files(source, rows)
    xi, in_force = calibration_in_force(name)
    about = {
        "potential": name,
        "results": {part: len(table) for part, table in parts.items()},
        "notes": [*notes, *([words] if words else [])],
        "calibration": {
            "words": in_force, "connected": xi.connected, "disconnected": xi.disconnected,
            "stored": name in stored_calibrations(),
        },
        "files": {key: files[int(row)] for key, row in found.joined["row"].items() if int(row) in files},
    }  # fmt: skip
    write_json(folder / ABOUT, about)


def _labels(request: EvaluationRequest, folder: Path) -> LabelSet:
    from pesviz.ranking.labels.label_set import labels

    if request.labels != OWN:
        return labels(request.labels)
    path = folder / "labels.csv"
    path.write_text(request.csv, encoding="utf-8")
    columns = {key: heading for key, heading in request.columns.items() if heading}
    try:
        found = labels(str(path), columns or None, **({"rule": request.rule} if columns else {}))
    except PesvizError as error:  # the name under which the file came, not ours
        raise LabelsError(error.problem.replace(path.name, request.file_name), error.remedy) from error
    name = Path(request.file_name).stem or "labels"
    return dataclasses.replace(found, name=name, title=request.file_name)


def _files(source: Path, rows: pd.DataFrame) -> dict[int, str]:
    """Return the result file of each row by its position, where it has one."""
    if "id" in rows:
        from pesviz.screening.database import ResultsDatabase

        database, found = ResultsDatabase(source), {}
        for position, key in enumerate(rows["id"]):
            try:
                found[position] = str(database.field_file(int(key)))
            except ResultReadError:
                continue
        return found
    return {position: str(source / name) for position, name in enumerate(rows.get("file", ()))}


def _fit_models(evaluation: Path, potential: str, folder: Path, reporter: Reporter) -> None:
    from pesviz.ranking.model_comparison import compare_models
    from pesviz.ranking.store import open_evaluation, save_models

    found = open_evaluation(evaluation)
    progress = _counted(reporter)
    save_models(compare_models(found, potential=potential, progress=progress), folder)


def _counted(reporter: Reporter) -> Callable[[str, int, int], None]:
    def progress(name: str, done: int, total: int) -> None:
        reporter.say(note=f"{name}: without structure {done + 1} of {total}.", done=done, total=total)

    return progress


def _fit_thresholds(evaluation: Path, potential: str, folder: Path, reporter: Reporter) -> None:
    from pesviz.ranking.calibration import calibrate
    from pesviz.ranking.store import open_evaluation

    reporter.say(note="Fitting and cross-validating.", now=True)
    values: dict[str, Any] = calibrate(open_evaluation(evaluation), potential).to_dict()
    write_json(folder / CALIBRATION, values)
