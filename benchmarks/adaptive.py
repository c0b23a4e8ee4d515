"""The adaptive scan against whole scans: points evaluated and missed, its own time, wall time of the argyrodite.

Called by `scan.py --only adaptive argyrodite fixed`.
"""

from __future__ import annotations

import dataclasses
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator
from judgement import Row

from pesviz.landscape import Landscape
from pesviz.landscape.lattice import _reduced_vectors
from pesviz.pes import PES, ScanSettings, scan_steps
from pesviz.pes.cost import seconds_per_energy
from pesviz.pes.symmetry import _symmetry_of
from pesviz.potentials import EnergyModel, PotentialInfo, potential
from pesviz.screening import jobs
from pesviz.structure import load

LIMIT_EV = 0.6
MANY_POINTS = 1000
"""Crystals with fewer unique points do not count in the median."""
LARGE_CELL = 16
"""The surrogate's own time is held to its limit from so many atoms on."""
SMALL = ("4p7", "qbb", "gvd", "fft", "nua")
ARGYRODITE = "data/structures/Li6PS5Cl-ordered.extxyz"
RUN = "import sys; from pesviz.cli import main; sys.exit(main())"


class StoredEnergies(EnergyModel):
    """The energies of a whole scan as a potential."""

    def __init__(self, pes: PES) -> None:
        names = {field.name for field in dataclasses.fields(PotentialInfo)} - {"elements"}
        values = {name: value for name, value in pes.potential.items() if name in names}
        self.info = PotentialInfo(**values, elements=frozenset(range(1, 119)))
        self.pes = pes
        self.seconds = 0.0
        crystal = pes.crystal
        self._ions = {crystal.framework(atom).positions.tobytes(): n for n, atom in enumerate(crystal.mobile_indices)}

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:  # noqa: ARG002
        """Look up energies at the nearest grid points."""
        begin = time.process_time()
        ion = self._ions[framework.positions.tobytes()]
        index = np.rint(positions @ np.linalg.inv(self.pes.grid.steps)).astype(int) % self.pes.grid.shape
        energies = self.pes.energies[ion][tuple(index.T)].astype(float) + self.pes.minimum_energies[ion]
        self.seconds += time.process_time() - begin
        return energies

    def calculator(self) -> Calculator:
        """Refuse: there are no forces."""
        raise NotImplementedError


def replay(whole: PES, limit: float = LIMIT_EV) -> dict[str, Any]:
    """Scan adaptively on the energies of a whole scan; what was evaluated, missed, and how long it took by itself."""
    model = StoredEnergies(whole)
    begin = time.process_time()
    *_, last = scan_steps(whole.crystal, model, ScanSettings(up_to=limit))
    own = time.process_time() - begin - model.seconds
    full, part = Landscape(whole), Landscape(last.pes)
    low = whole.energies < limit
    return {
        "n_atoms": len(whole.crystal.atoms),
        "n_unique": last.n_unique,
        "n_evaluated": last.done,
        "share": last.done / last.n_unique,
        "share_below": float(low.sum() / (~whole.masked).sum()),
        "missed": int((low & (part.pes.energies >= limit)).sum()),
        "own_s": own,
        "xi_error": abs(part.xi - full.xi),
        "fv_error": max(
            abs(float(part.free_volume(0.5, kind)) - float(full.free_volume(0.5, kind)))
            for kind in ("connected", "disconnected")
        ),
        **last.pes.provenance["adaptive"],
    }


def adaptive(scans: Iterable[tuple[str, PES]], name: str) -> Iterator[Row]:
    """Share of the unique points, points missed and own time, over whole scans."""
    model = potential(name, device="cpu")
    replays: dict[str, dict[str, Any]] = {}
    for key, pes in scans:
        replay(pes)  # compiles, fills caches
        replays[key] = replay(pes) | {"energy_s": seconds_per_energy(pes.crystal, model)}
    many = {key: r for key, r in replays.items() if r["n_unique"] >= MANY_POINTS and r["n_atoms"] <= 20}
    shares = {key: round(r["share"], 4) for key, r in many.items()}
    yield {
        "figure": f"share of the unique points evaluated for {LIMIT_EV} eV, median of {len(many)}",
        "value": statistics.median(shares.values()), "limit": "≤ 0.07", "smallest": min(shares.values()),
        "largest": max(shares.values()), "shares": shares,
        "below": statistics.median(r["share_below"] for r in many.values()),
    }  # fmt: skip
    if "licl" in replays:
        yield {
            "figure": "the same for wurtzite LiCl", "value": replays["licl"]["share"], "limit": "≤ 0.2",
            "below": replays["licl"]["share_below"],
        }  # fmt: skip
    yield {
        "figure": f"points below {LIMIT_EV} eV that are missed, {len(replays)} scans",
        "value": float(sum(r["missed"] for r in replays.values())), "limit": "≤ 0",
        "audited": sum(r["n_audited"] for r in replays.values()),
    }  # fmt: skip
    worst = max(max(r["xi_error"], r["fv_error"]) for r in replays.values())
    yield {"figure": "largest difference in Ξ and FV(0.5 eV) from the whole scan", "value": worst, "limit": "≤ 1e-6"}
    large = {key: r for key, r in replays.items() if r["n_atoms"] >= LARGE_CELL}
    parts = {key: r["own_s"] / (r["n_evaluated"] * r["energy_s"]) for key, r in large.items()}
    if parts:
        yield {
            "figure": f"own time / time of the energies, cells of {LARGE_CELL} atoms or more, median",
            "value": statistics.median(parts.values()), "limit": "≤ 0.05", "largest": max(parts.values()),
            "crystals": len(parts), "potential": name,
        }  # fmt: skip


def argyrodite(shared: Path, name: str = "chgnet") -> Iterator[Row]:
    """Wall time of `pesviz scan --up-to 0.6` of the argyrodite with two processes, against the whole scan's."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-c", RUN, "scan", str(shared / ARGYRODITE), "--potential", name, "--workers", "2",
            "--up-to", str(LIMIT_EV), "--out", folder, "--json",
        ]  # fmt: skip
        begin = time.perf_counter()
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
        wall = time.perf_counter() - begin
        result = json.loads(finished.stdout)
    report = result["adaptive"]
    crystal = load(shared / ARGYRODITE, mobile="Li")
    # Rate of two processes in a long scan, measured right after the run: their batches, a thousand energies.
    from contextlib import closing

    with closing(potential(name, device="cpu", workers=2)) as model:
        framework, number = crystal.framework(crystal.mobile_indices[0]), 3
        size = model.chunk_size(framework)
        positions = np.random.default_rng(0).random((1000, 3)) @ crystal.cell
        batches = [positions[i : i + size] for i in range(0, len(positions), size)]
        list(model.stream(framework, number, batches[:4]))
        begin = time.perf_counter()
        list(model.stream(framework, number, batches))
        rate = len(positions) / (time.perf_counter() - begin)
    whole = report["n_unique"] / rate
    yield {
        "figure": "argyrodite, 52 atoms: share of the points evaluated",
        "value": report["n_evaluated"] / report["n_unique"], "limit": "≤ 0.05", **report,
    }  # fmt: skip
    yield {
        "figure": "argyrodite: wall time up to 0.6 eV / whole scan's", "value": wall / whole, "limit": "≤ 0.0833",
        "wall_s": wall, "whole_s": whole, "points_per_s": rate, "load": os.getloadavg()[0],
    }  # fmt: skip


def fixed(shared: Path, name: str) -> Iterator[Row]:
    """CPU time of a campaign's job in a warm process, less that of the network: each crystal after another one."""
    model = jobs.load_model(name, "cpu", compiled=False)
    network, spent = model.evaluate, [0.0]  # type: ignore[attr-defined]

    def evaluate(state: Any, positions: np.ndarray) -> np.ndarray:
        begin = time.process_time()
        energies = network(state, positions)
        spent[0] += time.process_time() - begin
        return energies

    def once(key: str, folder: str) -> float:
        for cache in (_symmetry_of, _reduced_vectors):
            cache.cache_clear()
        model._prepared_frameworks.clear()  # type: ignore[attr-defined]  # noqa: SLF001
        begin, spent[0] = time.process_time(), 0.0
        job = jobs.Job(key, crystals[key], key, "s", "p", name, ScanSettings(), device="cpu", checkpoints=folder)
        *_, outcome = jobs.run(job)
        jobs.discard_checkpoint(job)
        if not isinstance(outcome, jobs.Outcome) or outcome.status != "done":
            raise RuntimeError(getattr(outcome, "error", "no outcome"))
        return time.process_time() - begin - spent[0]

    crystals = {key: load(shared / f"data/obelix/cifs/{key}.cif", mobile="Li", primitive=True) for key in SMALL}
    model.evaluate = evaluate  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        rounds = [[once(key, folder) for key in SMALL] for _ in range(8)][1:]  # the first one warms up
    del model.evaluate  # type: ignore[attr-defined]
    for key, seconds in zip(SMALL, zip(*rounds, strict=True), strict=True):
        yield {
            "figure": f"cost of a job beside its network, {key}, s", "value": statistics.median(seconds),
            "limit": "≤ 0.1 s", "atoms": len(crystals[key].atoms),
        }  # fmt: skip
