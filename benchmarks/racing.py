"""What `pesviz screen --at-least` stops, and what it saves: racing against whole scans whose Ξ is known.

    PESVIZ_WEIGHTS=../shared/data python benchmarks/racing.py [--results FOLDER] [--values 0.1 0.25 0.5] [--json]

Each structure is scanned up to 0.6 eV with each value of `--at-least`, and once without one; then with its own true Ξ
and parts of it, the closest races that must not stop it. The true Ξ is that of a whole scan: of the result files in
`--results` (a campaign's folder, for example), whose energies are then looked up instead of evaluated, so that the
choice of points is measured in minutes; else the golden crystals and ordered OBELiX crystals of at most `--max-atoms`
atoms are scanned with the original M3GNet, everything and with each value.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("PESVIZ_WEIGHTS", str(Path(__file__).resolve().parents[2] / "shared" / "data"))

from adaptive import StoredEnergies
from scan import GOLDEN, M3GNET, SHARED, crystal_of, ordered

from pesviz.landscape import Landscape, open_landscape
from pesviz.pes import ScanSettings
from pesviz.pes.plan import ScanPlan
from pesviz.potentials import EnergyModel, potential
from pesviz.structure import Crystal
from pesviz.workflows.landscape_steps import landscape_steps

VALUES = (0.1, 0.25, 0.5)
CLOSE = (1.0, 0.9, 0.5)
"""Parts of a structure's own Ξ that must not stop it …"""
LEAST_XI = 1e-4
"""… where they are larger than this."""
UP_TO_EV = 0.6


def scan(
    crystal: Crystal, model: EnergyModel, at_least: float | None = None, **settings: Any
) -> tuple[Landscape, bool]:
    """Scan to the end; return the landscape and whether the scan was given up."""
    *_, (step, estimate) = landscape_steps(crystal, model, ScanSettings(**settings), at_least=at_least)
    if estimate is None:
        raise RuntimeError("landscape_steps ended without a result")
    return estimate.landscape, step.early_stop


def stored(folder: Path) -> Iterator[tuple[str, Landscape, EnergyModel]]:
    """Whole scans in a folder of result files, as truth and as potential; one of each structure."""
    seen = set()
    for path in sorted(folder.rglob("*.h5")):
        landscape = open_landscape(path)
        pes = landscape.pes
        same = (pes.crystal.formula, pes.n_points, pes.n_evaluated)
        if landscape.up_to is None and same not in seen:
            seen.add(same)
            yield path.stem, landscape, StoredEnergies(pes)


def scanned(max_atoms: int) -> Iterator[tuple[str, Landscape, EnergyModel]]:
    """Whole scans of the golden crystals and of ordered OBELiX crystals with the original M3GNet."""
    model = potential(M3GNET, device="cpu")
    crystals = {f"golden-{key}": crystal_of(SHARED, key) for key in GOLDEN}
    crystals |= {key: crystal for key, crystal in ordered(SHARED) if len(crystal.atoms) <= max_atoms}
    for key, crystal in crystals.items():
        yield key, scan(crystal, model)[0], model


def race(key: str, truth: Landscape, model: EnergyModel, values: list[float]) -> dict[str, Any]:
    """Scan one structure with each value of `--at-least`, and without one."""
    crystal = truth.pes.crystal
    n_unique = ScanPlan(crystal, ScanSettings()).n_unique
    limited, _ = scan(crystal, model, up_to=UP_TO_EV)
    found: dict[str, Any] = {
        "key": key, "formula": crystal.formula, "n_atoms": len(crystal.atoms), "n_unique": n_unique,
        "xi": truth.xi, "limited": limited.pes.n_evaluated, "adaptive": limited.up_to is not None, "races": {},
    }  # fmt: skip
    for value in values:
        landscape, early_stop = scan(crystal, model, value, up_to=UP_TO_EV)
        found["races"][value] = {
            "stopped": early_stop, "n_evaluated": landscape.pes.n_evaluated, "xi_estimate": landscape.xi_estimate,
            "wrong": early_stop and truth.xi >= value,
        }  # fmt: skip
    closest = [part * truth.xi for part in CLOSE if part * truth.xi >= LEAST_XI]
    found["close"] = [scan(crystal, model, value, up_to=UP_TO_EV)[1] for value in closest]
    return found


def summary(rows: list[dict[str, Any]], values: list[float]) -> Iterator[str]:
    """Return the table of docs/screening.md."""
    rows = [row for row in rows if row["adaptive"]]
    titles = "Ξ below it", "stopped", "wrongly", "energies of a stopped one", "energies of all", "not stopped"
    yield f"| `--at-least` | {' | '.join(titles)} |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    everything = sum(row["n_unique"] for row in rows)
    limited = sum(row["limited"] for row in rows) / everything
    for value in values:
        races = [(row, row["races"][value]) for row in rows]
        shares = [100 * found["n_evaluated"] / row["n_unique"] for row, found in races if found["stopped"]]
        all_of_them = sum(found["n_evaluated"] for _, found in races) / everything
        spread = f"{statistics.median(shares):.1f} % ({min(shares):.1f}–{max(shares):.1f})" if shares else "–"
        yield (
            f"| {value:g} | {sum(row['xi'] < value for row in rows)} of {len(rows)} | {len(shares)} | "
            f"{sum(found['wrong'] for _, found in races)} | {spread} | {100 * all_of_them:.1f} % | "
            f"{100 * limited:.1f} % |"
        )
    close = [stopped for row in rows for stopped in row["close"]]
    yield ""
    yield f"With a structure's own Ξ, 0.9 and 0.5 of it as the value: {sum(close)} of {len(close)} races stopped it."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, help="folder of whole scans; by default they are scanned anew")
    parser.add_argument("--values", type=float, nargs="+", default=VALUES, help="of Ξ")
    parser.add_argument("--max-atoms", type=int, default=20, help="largest cell of OBELiX that is scanned")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    values = list(options.values)
    rows = []
    for key, truth, model in stored(options.results) if options.results else scanned(options.max_atoms):
        rows.append(row := race(key, truth, model, values))
        if not options.json:
            races = "  ".join(
                f"{value:g}: {'stopped' if found['stopped'] else 'scanned'} {found['n_evaluated']}"
                f" Ξ≈{found['xi_estimate']:.3f}{' WRONG' if found['wrong'] else ''}"
                for value, found in row["races"].items()
            )
            print(f"{key} {row['formula']} Ξ {row['xi']:.3f}, {row['n_unique']} points, {row['limited']} up to "
                  f"{UP_TO_EV} eV; {races}", flush=True)  # fmt: skip
    print(json.dumps(rows, indent=1) if options.json else "\n".join(summary(rows, values)))


if __name__ == "__main__":
    main()
