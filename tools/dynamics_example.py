"""The dashboard's example: runs thinned until they are small, with an index of what they say.

    python -m tools.dynamics_example RUNS/Li2Te RUNS/Li3OCl --out assets/dynamics

Each folder is what `pesviz md gallery:KEY … --out FOLDER` wrote, and is named by the key.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.dynamics.analysis.arrhenius import ArrheniusFit, arrhenius, arrhenius_point
from pesviz.dynamics.analysis.diffusion import Diffusion, MSDSettings
from pesviz.dynamics.analysis.diffusion_analysis import analyse_diffusion
from pesviz.dynamics.analysis.health import HealthLight, health
from pesviz.dynamics.trajectories.store import open_trajectory
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import TrajectoryError

INTERVAL_PS = 0.1
"""Between frames that are kept."""
DECIMALS = 3
"""Of positions in Å, and of the log's numbers."""
INDEX = "index.json"


@dataclass(frozen=True, eq=False)
class ExampleSystem:
    """One structure of the example, analysed.

    Parameters
    ----------
    key
        Of the gallery.
    title
        For headings.
    command
        What made the runs.
    trajectories
        By rising temperature.
    results
        Of each trajectory.
    lights
        Of each trajectory.
    fit
        All of them together.
    """

    key: str
    title: str
    command: str
    trajectories: tuple[Trajectory, ...]
    results: tuple[Diffusion, ...]
    lights: tuple[tuple[HealthLight, ...], ...]
    fit: ArrheniusFit


def thinned(trajectory: Trajectory, interval: float = INTERVAL_PS) -> Trajectory:
    """Return a small version of a run: fewer frames, rounded positions, a shorter log."""
    step = max(1, round(interval / trajectory.frame_interval))
    small = trajectory.every(step)
    return replace(
        small,
        positions=np.round(np.asarray(small.positions), DECIMALS),
        log={name: np.round(values[::step], DECIMALS).astype(np.float32) for name, values in small.log.items()},
        provenance=small.provenance | {"thinned": {"frame_interval_ps": interval, "positions_A": 10.0**-DECIMALS}},
    )


def build_example(folders: Sequence[Path], out: Path, settings: MSDSettings = MSDSettings()) -> Path:  # noqa: B008
    """Write thinned runs and the index.

    Raises
    ------
    TrajectoryError
        A folder holds no runs.
    """
    from pesviz.structure.gallery import gallery_entry

    systems: list[dict[str, Any]] = []
    for folder in folders:
        runs = sorted((open_trajectory(path) for path in folder.glob("*.h5")), key=lambda run: run.temperature or 0.0)
        if not runs:
            raise TrajectoryError(f"The folder {folder} holds no runs.", "Run `pesviz md` first.")
        entry = gallery_entry(folder.name)
        names = []
        for run in runs:
            names.append(f"{entry.key}-{run.temperature:g}K.h5")
            thinned(run).save(out / names[-1], dtype="float32")
        system = _system(out, {"key": entry.key, "title": entry.title, "files": names}, settings)
        systems.append(
            {
                "key": entry.key,
                "title": entry.title,
                "command": _command(entry.key, runs),
                "files": names,
                "temperatures_K": [run.temperature for run in runs],
                "status": [run.status for run in runs],
                "arrhenius": system.fit.to_dict(),
            }
        )
    path = out / INDEX
    note = "Short runs, for the page to show something real at once; no reference values."
    path.write_text(json.dumps({"note": note, "systems": systems}, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def open_example(folder: Path, settings: MSDSettings = MSDSettings()) -> tuple[ExampleSystem, ...]:  # noqa: B008
    """Read and analyse the example.

    Raises
    ------
    TrajectoryError
        The folder holds no example.
    """
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrajectoryError(f"{folder} holds no example ({error}).", "Reinstall pesviz.") from error
    return tuple(_system(folder, system, settings) for system in index["systems"])


def _system(folder: Path, system: dict[str, Any], settings: MSDSettings) -> ExampleSystem:
    runs = tuple(open_trajectory(folder / name) for name in system["files"])
    results = tuple(analyse_diffusion(run, settings=settings) for run in runs)
    return ExampleSystem(
        system["key"],
        system["title"],
        system.get("command", ""),
        runs,
        results,
        tuple(health(run) for run in runs),
        arrhenius(arrhenius_point(result) for result in results),
    )


def _command(key: str, runs: Sequence[Trajectory]) -> str:
    """Return the command that makes these runs."""
    settings, potential = runs[0].provenance["settings"], runs[0].provenance["potential"]["name"]
    heat = " ".join(f"{run.temperature:g}" for run in runs)
    return (
        f"pesviz md gallery:{key} --temperature {heat} --time {settings['time']:g} "
        f"--equilibration {settings['equilibration']:g} --timestep {settings['timestep']:g} --potential {potential}"
    )


def main() -> None:
    """Build the example from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assets/dynamics"))
    asked = parser.parse_args()
    build_example(asked.folders, asked.out)


if __name__ == "__main__":
    main()
