"""What a campaign costs beside its scans, what a second worker gives, and how the cost grows.

    python benchmarks/screening.py [--json] [--structures FOLDER] [--potential NAME] [--results FOLDER]

Overhead: a campaign in this process over the structures of a folder with a toy potential; wall time of the whole
campaign less the rows' own seconds (scan and level maps), per structure. It holds reading the file, the primitive
cell, hashing, the plan, writing fields and row. The processor time of the same is told beside it: on a busy machine
the wall time holds other people's work. Workers: jobs of equal work on one and on two Dask worker processes, started,
warmed up and loaded before the clock runs. Start: the command `pesviz screen` over three small crystals with two
workers, less the same in one process, as pairs one after the other; with it the processor time of both. Table:
opening and filtering 10,000 rows. Cost: processor time of scans of Li3N against cell and grid. Growth: processor time
of energies in the structures of a campaign (`--results`). Load averages are printed with what they disturb.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import pickle
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import ase.db
import numpy as np
from ase.build import bulk
from ase.io import write

from pesviz.landscape import Landscape
from pesviz.pes import ScanSettings, estimate, scan_steps
from pesviz.screening import ResultsDatabase
from pesviz.screening.campaign import Campaign
from pesviz.screening.jobs import Job, Outcome, Step, load_model
from pesviz.screening.keys import COSTS, DESCRIPTORS, to_pairs
from pesviz.screening.planning import CampaignOptions
from pesviz.screening.pools import Pool, ThisProcess
from pesviz.screening.sources import ReadingOptions, Source, expand
from pesviz.screening.writer import ResultsWriter
from pesviz.structure import load

LIMITS = {"overhead_s": 0.2, "speed_up": 1.7, "start_s": 6.0, "table_open_s": 2.0, "table_filter_s": 0.3}
"""What the issues ask for."""
ROWS = 10_000
PARTS = ["overhead", "writing", "workers", "start", "table", "cost", "growth"]


def sources(folder: Path) -> list[Source]:
    """Structures of a folder."""
    return list(expand([str(folder)]))


def campaign(folder: Path, found: list[Source], options: CampaignOptions, pool: Pool) -> tuple[float, Any]:
    """Wall time of a campaign, s, and its table."""
    begin = time.perf_counter()
    for _ in Campaign(folder, options).run(found, pool):
        pass
    return time.perf_counter() - begin, ResultsDatabase(folder).table(labels=False)


class Kept(ThisProcess):
    """Keeps what became of the jobs."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Step | Outcome | None]:
        """Compute jobs, and keep their outcomes."""
        for event in super().run(jobs):
            self.outcomes.extend([event] if isinstance(event, Outcome) else [])
            yield event


def overhead(folder: Path, limit: int) -> dict[str, float]:
    """Time beside the scans, per structure, s."""
    options = CampaignOptions(
        ("toy-network-3d",), reading=ReadingOptions("Li", primitive=True), limit=limit, ordered_only=True
    )
    with tempfile.TemporaryDirectory() as name:
        begin = time.perf_counter()
        found = sources(folder)
        listed = time.perf_counter() - begin
        campaign(Path(name) / "warm", found[:4], options, ThisProcess())
        chosen = {
            row.source for row in campaign(Path(name) / "choose", found, options, ThisProcess())[1].itertuples()
        }
        few = [source for source in found if source.origin in chosen]
        load = os.getloadavg()[0]
        pool = Kept()
        begin_cpu = time.process_time()
        wall, table = campaign(Path(name) / "out", few, options, pool)
        cpu = time.process_time() - begin_cpu
        begin_cpu = time.process_time()
        for outcome in pool.outcomes:  # the scans alone
            *_, last = scan_steps(outcome.job.crystal, load_model(outcome.job.potential, "auto"), outcome.job.scan)
            Landscape(last.pes)
        cpu -= time.process_time() - begin_cpu
        done = table[table["status"] == "done"]
        again, _ = campaign(Path(name) / "out", few, options, ThisProcess())
    n = len(done)
    return {
        "structures": n,
        "overhead_s": (wall - done["seconds"].sum()) / n,
        "overhead_cpu_s": cpu / n,
        "known_again_s": again / n,
        "listing_s": listed / len(found),
        "scan_s": float(done["seconds"].mean()),
        "load": load,
    }


def writing(folder: Path) -> dict[str, float]:
    """Time that the one writer needs for a row and its fields, s: what bounds the rows of any number of workers."""
    options = CampaignOptions(("toy-network-3d",), reading=ReadingOptions("Li", primitive=True), limit=30)
    with tempfile.TemporaryDirectory() as name:
        pool = Kept()
        campaign(Path(name) / "a", sources(folder), options, pool)
        writer = ResultsWriter(Path(name) / "b")
        seconds = []
        for outcome in pool.outcomes:
            begin = time.perf_counter()
            writer.write(outcome)
            seconds.append(time.perf_counter() - begin)
        writer.close()
        sent = statistics.mean(len(pickle.dumps(outcome)) for outcome in pool.outcomes) / 1000
        entry = statistics.mean(len(pickle.dumps(outcome.job)) for outcome in pool.outcomes) / 1000
    return {"write_s": statistics.median(seconds), "answer_kB": sent, "job_kB": entry, "load": os.getloadavg()[0]}


def equal_work(folder: Path, count: int, supercell: tuple[int, int, int] = (2, 1, 1)) -> list[Source]:
    """Write copies of a cell of Li3N, each strained a little: different structures, the same work."""
    atoms = load("gallery:Li3N", supercell=supercell).atoms
    for n in range(count):
        strained = atoms.copy()
        strained.set_cell(atoms.cell * (1 - 1e-3 * (n + 1)), scale_atoms=True)
        write(folder / f"s{n:02d}.vasp", strained, format="vasp", direct=True)
    return sources(folder)


def two_workers(potential: str, count: int, rounds: int) -> dict[str, Any]:
    """Throughput of two workers over that of one, on jobs of equal work.

    Beside the wall times, which other people's work disturbs: how much of the time workers had a job, and the
    processor time that the same jobs took. From these follows what two workers give where each has a core.
    """
    from pesviz.screening import dask_pool

    found: dict[str, Any] = {"potential": potential, "structures": count}
    options = CampaignOptions((potential,), reading=ReadingOptions("Li"))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for kind, number in (("jobs", count), ("warm", 2)):
            (place / kind).mkdir()
            found[kind] = equal_work(place / kind, number)
        jobs, warm = found.pop("jobs"), found.pop("warm")
        for run, workers in enumerate((1, 2) * rounds):
            with dask_pool.local(workers) as pool:
                pool.client.wait_for_workers(workers)
                campaign(place / f"warm-{run}", warm, options, pool)  # every worker loads the potential
                spent = -sum(pool.client.run(time.process_time).values())
                wall, rows = campaign(place / f"out-{run}", jobs, options, pool)
                spent += sum(pool.client.run(time.process_time).values())
                key = f"workers_{workers}"
                found.setdefault(f"{key}_s", []).append(wall)
                found.setdefault(f"{key}_cpu_s", []).append(spent)
                found.setdefault(f"{key}_busy", []).append(float(rows["seconds"].sum()) / wall / workers)
                found.setdefault(f"{key}_load", []).append(os.getloadavg()[0])
    found["speed_up"] = min(found["workers_1_s"]) / min(found["workers_2_s"])
    busy = max(found["workers_2_busy"]) / max(found["workers_1_busy"])
    found["speed_up_with_a_core_each"] = 2 * busy * min(found["workers_1_cpu_s"]) / min(found["workers_2_cpu_s"])
    return found


def start(potential: str, rounds: int) -> dict[str, Any]:
    """Time of the whole command on three small crystals with two workers, on top of that in one process."""
    figures: dict[str, Any] = {"potential": potential}
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}  # as a person has it
    command = [Path(sys.executable).with_name("pesviz"), "screen", "in", "--mobile", "Li", "--potential", potential]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "in").mkdir()
        equal_work(place / "in", 3, (1, 1, 1))
        for n, workers in itertools.product(range(rounds), (1, 2)):
            before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(
                [*command, "--workers", str(workers), "--out", f"out-{n}-{workers}"],
                cwd=place, env=environment, check=True, capture_output=True,
            )  # fmt: skip
            wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
            user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
            values = {"s": wall, "cpu_s": user + system, "system_s": system, "load": os.getloadavg()[0]}
            for key, value in values.items():
                figures.setdefault(f"workers_{workers}_{key}", []).append(value)
    for key in ("s", "cpu_s", "system_s"):
        pairs = zip(figures[f"workers_1_{key}"], figures[f"workers_2_{key}"], strict=True)
        figures[f"start_{key}"] = statistics.median(two - one for one, two in pairs)
    return figures


def table() -> dict[str, float]:
    """Time to open and to filter a table of 10,000 rows, s."""
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as name:
        database = ase.db.connect(Path(name) / "results.db", use_lock_file=False)
        with database:
            for n in range(ROWS):
                values = {key: float(rng.random()) for key in (*DESCRIPTORS, *COSTS)}
                words = {"potential": "toy", "source_id": f"mp-{n}", "status": "done", "formula": "Li3N"}
                hashes = {"structure": f"s{n:020d}", "settings": "p0", "fields": f"fields/{n}.h5"}
                database.write(bulk("NaCl", "rocksalt", a=5.6), key_value_pairs=to_pairs(values | words | hashes))
        opened, filtered = [], []
        for _ in range(5):
            begin = time.perf_counter()
            results = ResultsDatabase(name).table()
            opened.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            results.query("xi > 0.25 and mpe < 0.5 and n_atoms < 20")
            filtered.append(time.perf_counter() - begin)
    return {"rows": ROWS, "table_open_s": statistics.median(opened), "table_filter_s": statistics.median(filtered)}


def cost(potential: str) -> dict[str, Any]:
    """Processor time of a scan of Li3N against cell and grid, one thread."""
    model = load_model(potential, "cpu")
    rng = np.random.default_rng(0)
    cells, grids = [], []
    for repeat in ((1, 1, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2), (3, 2, 2)):
        crystal = load("gallery:Li3N", supercell=repeat)
        framework = crystal.framework(crystal.mobile_indices[0])
        number = int(crystal.atoms.numbers[crystal.mobile_indices[0]])
        positions = rng.random((256, 3)) @ crystal.cell
        model.energies(framework, number, positions[:8])
        begin = time.process_time()
        model.energies(framework, number, positions)
        spent = (time.process_time() - begin) / len(positions)
        n_points, n_unique = estimate(crystal)
        cells.append(
            {"atoms": len(crystal.atoms), "ions": len(crystal.mobile_indices), "n_points": n_points,
             "n_unique": n_unique, "ms_per_energy": 1e3 * spent, "scan_s": spent * n_unique}
        )  # fmt: skip
    for spacing in (0.4, 0.3, 0.25, 0.2, 0.15):
        crystal = load("gallery:Li3N")
        begin = time.process_time()
        *_, last = scan_steps(crystal, model, ScanSettings(spacing=spacing))
        scanned = time.process_time() - begin
        begin = time.process_time()
        Landscape(last.pes)
        mapped = time.process_time() - begin
        grids.append({"spacing_A": spacing, "n_points": last.pes.n_points, "n_evaluated": last.done,
                      "scan_s": scanned, "level_maps_s": mapped})  # fmt: skip
    return {"potential": potential, "cells": cells, "grids": grids}


def growth(folder: Path) -> dict[str, Any]:
    """How an energy's processor time grows with the atoms, over the structures of a campaign, by potential.

    The rows' own seconds hold whatever else the machine did; here each structure computes 96 energies once more.
    """
    found: dict[str, Any] = {"field_kB": field_size(folder)}
    results = ResultsDatabase(folder)
    rows = results.table(labels=False)
    rng = np.random.default_rng(0)
    for potential, chosen in rows[rows["status"] == "done"].groupby("potential"):
        model = load_model(str(potential), "cpu")
        spent = []
        for row_id in chosen["id"]:
            pes = results.landscape(int(row_id)).pes
            crystal, ion = pes.crystal, pes.crystal.mobile_indices[0]
            framework, number = crystal.framework(ion), int(crystal.atoms.numbers[ion])
            free = np.argwhere(~pes.masked[0])
            positions = rng.permutation(free)[:96] / pes.energies.shape[1:] @ crystal.cell
            model.energies(framework, number, positions[:8])
            begin = time.process_time()
            model.energies(framework, number, positions)
            spent.append((time.process_time() - begin) / len(positions))
        each = np.array(spent)
        work = each * chosen["n_evaluated"].to_numpy()
        power, constant = np.polyfit(np.log(chosen["n_atoms"].to_numpy(dtype=float)), np.log(each), 1)
        found[str(potential)] = {
            "rows": len(chosen),
            "atoms_median": float(chosen["n_atoms"].median()),
            "n_points_median": float(chosen["n_points"].median()),
            "n_evaluated_median": float(chosen["n_evaluated"].median()),
            "saved_by_symmetry_median": float((chosen["n_points"] / chosen["n_evaluated"]).median()),
            "ms_per_energy_median": 1e3 * float(np.median(each)),
            "ms_per_energy_range": [1e3 * float(each.min()), 1e3 * float(each.max())],
            "power_of_atoms": float(power),
            "ms_at_one_atom": 1e3 * float(np.exp(constant)),
            "scan_cpu_s_median": float(np.median(work)),
            "scan_cpu_s_mean": float(work.mean()),
        }
    return found


def field_size(folder: Path) -> float:
    """Mean size of the files of a campaign, kB."""
    sizes = [path.stat().st_size for path in (folder / "fields").glob("*.h5")]
    return statistics.mean(sizes) / 1000 if sizes else 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--structures", type=Path, help="folder of structures with Li (OBELiX's cifs)")
    parser.add_argument("--potential", default="auto", help="potential of the workers and of the cost")
    parser.add_argument("--limit", type=int, default=12, help="jobs of the worker test")
    parser.add_argument("--rounds", type=int, default=2, help="how often one and two workers are compared")
    parser.add_argument("--results", type=Path, help="campaign whose structures tell the growth")
    parser.add_argument("--only", choices=PARTS, help="one part only")
    chosen = parser.parse_args()
    parts = [chosen.only] if chosen.only else PARTS
    found: dict[str, Any] = {"cores": os.cpu_count(), "machine": platform.machine(), "limits": LIMITS}
    if "overhead" in parts and chosen.structures:
        found["overhead"] = overhead(chosen.structures, 30)
    if "writing" in parts and chosen.structures:
        found["writing"] = writing(chosen.structures)
    if "workers" in parts:
        found["workers"] = two_workers(chosen.potential, chosen.limit, chosen.rounds)
    if "start" in parts:
        found["start"] = start(chosen.potential, chosen.rounds)
    if "table" in parts:
        found["table"] = table()
    if "cost" in parts:
        found["cost"] = cost(chosen.potential)
    if "growth" in parts and chosen.results:
        found["growth"] = growth(chosen.results)
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    for part, values in found.items():
        print(part if isinstance(values, dict) else f"{part}: {values}")
        for name, value in values.items() if isinstance(values, dict) else ():
            print(f"  {name}: {value}")


if __name__ == "__main__":
    main()
