"""Every figure that a scan is held to, as ratios measured in one run: speed, memory, start-up, the adaptive scan.

    PESVIZ_WEIGHTS=../shared/data python benchmarks/scan.py [--json] [--only SECTION ...] [--shared DIR]

Sections: throughput, symmetry, warm, process, workers, compiled, memory, adaptive, argyrodite, fixed. What is
compared takes turns, so that a busy machine slows both; throughput counts CPU seconds of one thread. `--shared` is
the folder that holds `prototypes` (the throw-away studies of the method) and `data`. `--spacings` chooses the grids
of the section memory, `--results` a folder of whole scans for the section adaptive.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("PESVIZ_WEIGHTS", str(Path(__file__).resolve().parents[2] / "shared" / "data"))

import adaptive
import numpy as np
import torch
from judgement import Row, judge, row
from potentials import batched, compared, rates, structures
from scipy.spatial import cKDTree

from pesviz.errors import PesvizError
from pesviz.landscape import Landscape, open_landscape
from pesviz.pes import PES, ScanSettings, scan_steps
from pesviz.pes.plan import scan_grid
from pesviz.pes.symmetry import TOLERANCE, symmetry_map
from pesviz.potentials import EnergyModel, potential
from pesviz.potentials.weights import M3GNET_MP_2021, find_weights
from pesviz.structure import load
from pesviz.structure.crystal import Crystal

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
M3GNET = "m3gnet-mp-2021"
GOLDEN = {"licl": "structures/LiCl-wurtzite.cif"} | {key: f"obelix/cifs/{key}.cif" for key in ("gvd", "4p7", "i47")}
LARGEST_WHOLE = 3e5
"""Atoms times (ion, point) pairs of the largest crystal that the section `adaptive` scans whole."""
RUN = "import sys; from pesviz.cli import main; sys.exit(main())"


def crystal_of(shared: Path, key: str) -> Crystal:
    """Read a structure with golden data, as its file has it."""
    return load(shared / "data" / GOLDEN[key])


def last_of(crystal: Crystal, model: EnergyModel, **settings: Any) -> PES:
    """Scan to the end."""
    *_, step = scan_steps(crystal, model, ScanSettings(**settings))
    if step.pes is None:
        raise RuntimeError("scan_steps ended without a result")
    return step.pes


def ordered(shared: Path) -> Iterator[tuple[str, Crystal]]:
    """Ordered OBELiX crystals with Li, primitive cells."""
    for path in sorted((shared / "data" / "obelix" / "cifs").glob("*.cif")):
        with contextlib.suppress(PesvizError):
            yield path.stem, load(path, mobile="Li", primitive=True)


def throughput(shared: Path) -> Iterator[Row]:
    """Batches in a frozen framework against the prototype and against loops over the potentials' own calculators."""
    for name in (M3GNET, "chgnet", "sevennet-0"):
        model = potential(name, device="cpu")
        for key, (framework, points) in structures().items():
            found = compared(model, framework, points, shared / "prototypes")
            rate = found["points_per_cpu_s"]
            if name == M3GNET:
                yield row(f"{name} / prototype, {key}", found["ratio_to_prototype"], "≥ 1", points_per_cpu_s=rate)
            else:
                yield row(f"{name} / own ASE calculator, {key}", found["ratio_to_ase"], "≥ 2", points_per_cpu_s=rate)


def prototype_symmetry(shared: Path) -> dict[str, Any]:
    """Functions of `symmetry_gain.py`, without the study that the file runs, at our tolerance."""
    source = (shared / "prototypes" / "symmetry_gain.py").read_text(encoding="utf-8").partition("\nrows=[]")[0]
    names: dict[str, Any] = {}
    exec(source, names)
    names["ops"].__defaults__ = (TOLERANCE,)
    return names


def symmetry(shared: Path) -> Iterator[Row]:
    """Count unique (ion, point) pairs before the mask against those that `symmetry_gain.py` counts."""
    count = prototype_symmetry(shared)["nclasses"]
    crystals = [*((key, crystal_of(shared, key)) for key in GOLDEN), *ordered(shared)]
    worst, gains, skipped = 0.0, [], 0
    for key, crystal in crystals:
        grid = scan_grid(crystal, ScanSettings())
        if len(crystal.atoms) > 60 or grid.size > 60_000:
            skipped += 1
            continue
        atoms = crystal.atoms
        fractional = atoms.get_scaled_positions(wrap=True)
        total, theirs, *_ = count(
            atoms.cell.array, fractional, atoms.numbers, list(crystal.mobile_indices), grid.shape
        )
        ours = sum(len(np.unique(labels)) for labels in symmetry_map(crystal, grid).labels.values())
        gains.append(total / ours)
        if ours / theirs > worst:
            worst, where = ours / theirs, key
    yield row(
        f"unique pairs / symmetry_gain.py, worst of {len(gains)} crystals",
        worst,
        "≤ 1",
        crystal=where,
        too_large_for_the_prototype=skipped,
        median_saving=float(np.median(gains)),
        largest_saving=float(max(gains)),
    )


class PrototypeScan:
    """Scan and level maps from the prototype's own parts: symmetry, batches, network, reconstruction."""

    def __init__(self, shared: Path) -> None:
        sys.path.insert(0, str(shared / "prototypes"))
        import fast
        import fastcore
        import level_map
        import m3gnet_torch

        self.fast, self.level_map, self.symmetry = fast, level_map, prototype_symmetry(shared)
        self.network = m3gnet_torch.M3GNetTF(str(find_weights(M3GNET_MP_2021)))
        self.core = fastcore.Fast(self.network)

    def __call__(self, crystal: Crystal) -> int:
        """Return the number of evaluated points."""
        atoms, grid = crystal.atoms, scan_grid(crystal, ScanSettings())
        cell, numbers, fractional = atoms.cell.array, atoms.numbers, atoms.get_scaled_positions(wrap=True)
        shape = np.array(grid.shape)
        index = np.stack(np.meshgrid(*[np.arange(n) for n in shape], indexing="ij"), -1).reshape(-1, 3)
        strides = np.array([shape[1] * shape[2], shape[2], 1])
        whole = self.symmetry["compatible"](*self.symmetry["ops"](cell, fractional, numbers), shape)
        footprint, evaluated, done = self.level_map.footprint(cell, shape), 0, set()
        for ion in crystal.mobile_indices:
            if ion in done:
                continue
            for matrix, shift in whole:
                image = (matrix @ (fractional[ion] * shape) + shift) / shape
                for other in crystal.mobile_indices:
                    off = image - fractional[other]
                    if np.linalg.norm((off - np.round(off)) @ cell) < 0.05:
                        done.add(other)
            rest = [n for n in range(len(atoms)) if n != ion]
            fitting = self.symmetry["compatible"](*self.symmetry["ops"](cell, fractional[rest], numbers[rest]), shape)
            labels = np.arange(len(index))
            for matrix, shift in fitting:
                labels = np.minimum(labels, ((index @ matrix.T + shift) % shape) @ strides)
            scan = self.fast.Scan(self.network, numbers, atoms.positions, cell, ion)
            free = cKDTree(scan.cx.numpy()).query(index / shape @ cell)[0] >= 1.2
            unique = np.unique(labels[free])
            evaluated += len(unique)
            edges = len(scan.fs) + len(scan.sv) + 2 * len(rest) * 4 / 3 * np.pi * 5**3 / atoms.get_volume()
            size, values = max(1, round(2500 / edges)), np.full(len(index), np.nan)
            with torch.inference_mode():
                for start in range(0, len(unique), size):
                    chosen = unique[start : start + size]
                    values[chosen] = self.core(*scan.graph(index[chosen] / shape @ cell)).numpy()
            values = values[labels]
            values = np.where(free & ~np.isnan(values), values, np.nanmax(values)).reshape(shape)
            seed = np.array(np.unravel_index(int(values.argmin()), values.shape))
            around = np.ix_(*[np.arange(-n, n + 1) + s for n, s in zip(shape, seed, strict=True)])
            tiled = values[tuple(part % n for part, n in zip(around, shape, strict=True))]
            self.level_map.level_map(tiled, tuple(shape), footprint)
        return evaluated


def warm(shared: Path) -> Iterator[Row]:
    """Scan and level maps in a process that has everything loaded, CPU seconds beside the prototype's parts."""
    model, prototype = potential(M3GNET, device="cpu"), PrototypeScan(shared)
    for key in ("licl", "gvd", "4p7"):
        crystal = crystal_of(shared, key)
        took: dict[str, list[float]] = {"ours": [], "theirs": []}
        points, wall = {}, []
        for _ in range(6):
            begin, clock = time.process_time(), time.perf_counter()
            points["ours"] = Landscape(last_of(crystal, model)).pes.n_evaluated
            took["ours"].append(time.process_time() - begin)
            wall.append(time.perf_counter() - clock)
            begin = time.process_time()
            points["theirs"] = prototype(crystal)
            took["theirs"].append(time.process_time() - begin)
        ours, theirs = min(took["ours"]), min(took["theirs"])
        yield row(
            f"warm scan and level maps, prototype / pesviz, {key}",
            theirs / ours,
            "≥ 1",
            cpu_s=ours,
            prototype_cpu_s=theirs,
            wall_s=min(wall),
            points=points["ours"],
            prototype_points=points["theirs"],
        )


def seconds_of(arguments: list[str], repeats: int = 3, **environment: str) -> tuple[float, float, str]:
    """Shortest wall time and shortest processor time of a process, s, and the stderr of the last one."""
    best, least, error = np.inf, np.inf, ""
    kept = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}  # as a person has it
    for _ in range(repeats):
        begin, before = time.perf_counter(), processor_seconds()
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, check=True, cwd=ROOT, env=kept | environment
        )
        best, error = min(best, time.perf_counter() - begin), done.stderr
        least = min(least, processor_seconds() - before)
    return best, least, error


def processor_seconds() -> float:
    """Processor time of the children that have ended, s."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def import_seconds(error: str) -> float:
    """Sum of the self times that `python -X importtime` has printed, s."""
    found = [line.split("|")[0].split(":")[1] for line in error.splitlines() if line.startswith("import time:")]
    return sum(int(cell) for cell in found if cell.strip().isdigit()) / 1e6


def process(shared: Path) -> Iterator[Row]:
    """Whole processes, from the shell and back; processor time beside wall time tells a busy machine."""
    file = str(shared / "data" / GOLDEN["licl"])
    scan = ["scan", file, "--potential", M3GNET, "--device", "cpu", "--json"]
    load = os.getloadavg()[0]
    wall, cpu, _ = seconds_of(["-c", RUN, *scan])
    yield row("pesviz scan of wurtzite LiCl, whole process", wall, "≤ 8 s", cpu_s=cpu, load=load)
    imports = min(import_seconds(seconds_of(["-X", "importtime", "-c", RUN, *scan], 1)[2]) for _ in range(3))
    yield row("of which imports", imports, "≤ 4 s")
    empty, least, _ = seconds_of(["-c", ""], 5)
    wall, cpu, _ = seconds_of(["-c", "import pesviz"], 5)
    yield row("import pesviz, beyond an empty Python", wall - empty, "≤ 0.3 s", cpu_s=cpu - least)
    wall, cpu, _ = seconds_of(["-c", RUN, "--help"], 5)
    yield row("pesviz --help, whole process", wall, "≤ 0.5 s", cpu_s=cpu)


def workers(shared: Path) -> Iterator[Row]:
    """Points per wall second of a scan in two processes of one thread each against one process."""
    crystal = load(shared / "data" / GOLDEN["licl"], supercell=(2, 2, 1))
    with contextlib.ExitStack() as stack:
        models = {
            n: stack.enter_context(contextlib.closing(potential(M3GNET, device="cpu", workers=n))) for n in (1, 2)
        }
        rates: dict[int, list[float]] = {1: [], 2: []}
        fields = {}
        for n, model in models.items():  # children start, frameworks are prepared
            fields[n] = last_of(crystal, model, spacing=0.6).energies
        for _ in range(3):
            for n, model in models.items():
                begin = time.perf_counter()
                pes = last_of(crystal, model, spacing=0.4)
                rates[n].append(pes.n_evaluated / (time.perf_counter() - begin))
    gain = max(rates[2]) / max(rates[1])
    yield row(
        "two processes / one, points per wall second",
        gain,
        "",
        cores=os.cpu_count(),
        same_bits=bool(np.array_equal(fields[1], fields[2])),
    )


def compiled() -> Iterator[Row]:
    """Points per CPU-second with the compiled network against the network as it is, and what compiling takes."""
    plain, model = potential(M3GNET, device="cpu"), potential(M3GNET, device="cpu")
    begin = time.perf_counter()
    model.compile()
    took = time.perf_counter() - begin
    if not model.compiled:
        yield row("the network could not be compiled", 0.0, "", why=" ".join(model.notes))
        return
    for key, (framework, points) in structures().items():
        begin = time.perf_counter()
        model.energies(framework, 3, points[:64])
        took += time.perf_counter() - begin
        found = rates({"plain": batched(plain, framework), "compiled": batched(model, framework)}, points)
        yield row(f"{M3GNET} compiled / as it is, {key}", found["compiled"] / found["plain"], "", compile_s=took)


def memory(spacings: list[float]) -> Iterator[Row]:
    """Peak memory of whole scans of a 160-atom cell, each in a process of its own, beyond the fields themselves."""
    beyond = []
    for spacing in spacings:
        done = subprocess.run(
            [sys.executable, __file__, "--peak", str(spacing)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        found = json.loads(done.stdout)
        beyond.append(found["peak_mb"] - found["fields_mb"])
        points = found.pop("points_per_ion")
        yield row(
            f"peak memory of a scan, 160 atoms, {points:,} points per ion", found["peak_mb"] / 1024, "≤ 3 GB", **found
        )
    if len(spacings) > 1:
        yield row("growth beyond the fields, finest / coarsest grid", beyond[-1] / beyond[0], "≤ 1.25")


def measure_peak(spacing: float) -> Row:
    """Scan a 160-atom cell of LiCl with the M3GNet to the end and return this process's peak memory, MB."""
    crystal = load(SHARED / "data" / GOLDEN["licl"], supercell=(2, 2, 10))
    pes = last_of(crystal, potential(M3GNET, device="cpu"), spacing=spacing, grid="symmetric", force=True)
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    fields = (pes.energies.nbytes + pes.masked.nbytes) / 1024**2
    return {
        "points_per_ion": pes.grid.size,
        "evaluated": pes.n_evaluated,
        "peak_mb": peak,
        "fields_mb": fields,
        "seconds": pes.seconds,
    }


def whole_scans(shared: Path, results: Path | None) -> Iterator[tuple[str, PES]]:
    """Whole scans with the M3GNet on the paper's grid: those of a folder of results, else new ones."""
    if results is not None:
        for path in sorted(results.rglob("*.h5")):
            pes = open_landscape(path).pes
            settings = pes.settings
            if pes.potential["name"] == M3GNET and (settings.up_to, settings.grid) == (None, "paper"):
                yield path.stem, pes
        return
    model = potential(M3GNET, device="cpu")
    crystals = {key: crystal_of(shared, key) for key in GOLDEN}
    for key, crystal in ordered(shared):
        size = scan_grid(crystal, ScanSettings()).size
        if key not in crystals and len(crystal.atoms) * size * len(crystal.mobile_indices) < LARGEST_WHOLE:
            crystals[key] = crystal
    for key, crystal in crystals.items():
        yield key, last_of(crystal, model)


def main() -> None:
    """Measure and print; exit status 1 where a limit is missed."""
    sections: dict[str, Callable[[argparse.Namespace], Iterator[Row]]] = {
        "throughput": lambda o: throughput(o.shared),
        "symmetry": lambda o: symmetry(o.shared),
        "warm": lambda o: warm(o.shared),
        "process": lambda o: process(o.shared),
        "workers": lambda o: workers(o.shared),
        "compiled": lambda _: compiled(),
        "memory": lambda o: memory(o.spacings),
        "adaptive": lambda o: judge(adaptive.adaptive(whole_scans(o.shared, o.results), M3GNET)),
        "argyrodite": lambda o: judge(adaptive.argyrodite(o.shared)),
        "fixed": lambda o: judge(adaptive.fixed(o.shared, M3GNET)),
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--only", nargs="*", choices=sections, default=list(sections), help="some sections")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of prototypes and data")
    parser.add_argument(
        "--spacings", type=float, nargs="*", default=[0.8, 0.5], help="grids of the memory section, Å"
    )
    parser.add_argument("--results", type=Path, help="section adaptive: whole scans of this folder, none anew")
    parser.add_argument("--peak", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.peak:
        print(json.dumps(measure_peak(options.peak)))
        return
    rows: list[Row] = []
    for name in options.only:
        for found in sections[name](options):
            rows.append({"section": name, **found})
            if not options.json:
                show(rows[-1])
    if options.json:
        machine = {"machine": platform.machine(), "cores": os.cpu_count(), "torch": torch.__version__}
        print(json.dumps({**machine, "load": os.getloadavg()[0], "figures": rows}, indent=1))
    sys.exit(0 if all(found.get("met", True) for found in rows) else 1)


def show(found: Row) -> None:
    """Print a figure as a line."""
    rest = {k: v for k, v in found.items() if k not in {"section", "figure", "value", "limit", "met", "shares"}}
    details = ", ".join(f"{k} {v:.3g}" if isinstance(v, float) else f"{k} {v}" for k, v in rest.items())
    verdict = {True: "met", False: "MISSED", None: ""}[found.get("met")]
    print(f"{found['figure']:<62} {found['value']:7.3g}  {found['limit']:<7} {verdict:<6} {details}", flush=True)


if __name__ == "__main__":
    main()
