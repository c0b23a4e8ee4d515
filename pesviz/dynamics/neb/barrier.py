"""Relaxed barriers: the frozen path refined with the framework free, by ASE's nudged elastic band.

Both ends are relaxed first. The images between them start along the frozen minimax path (not on a straight line),
with the framework interpolated between its relaxed ends. The band (improved tangents: Henkelman and Jónsson,
J. Chem. Phys. 113, 9978, 2000) is converged loosely, then its highest image climbs to the saddle (Henkelman, Uberuaga
and Jónsson, J. Chem. Phys. 113, 9901, 2000). One atom far from the hop is held: the energy does not depend on where
the crystal is, so that this takes away nothing but its drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from pesviz.dynamics.neb.checkpoint import BandCheckpoint, neb_key
from pesviz.dynamics.neb.hop import SupercellHop, supercell_hop
from pesviz.dynamics.neb.result import STAGES, NEBResult, open_neb
from pesviz.dynamics.neb.run import FAR_A, SAME_ENERGY_EV, Run, foot_of
from pesviz.dynamics.neb.settings import NEBProgress, NEBSettings
from pesviz.errors import PotentialError
from pesviz.io.provenance import run_provenance
from pesviz.pes.result import PES
from pesviz.potentials.model import EnergyModel

__all__ = ["NEBProgress", "NEBResult", "NEBSettings", "neb_steps", "open_neb"]


def neb_steps(
    pes: PES, model: EnergyModel, settings: NEBSettings | None = None, checkpoint: Path | str | None = None
) -> Iterator[NEBProgress]:
    """Relax the barrier of an ion; close the generator to cancel.

    Parameters
    ----------
    pes
        Result of a scan.
    model
        Its potential; its calculator gives the forces.
    settings
        See `NEBSettings`.
    checkpoint
        File (.traj) that keeps the band every few steps; a run that was killed goes on from it. It stays when the run
        is done: delete it once the result is saved.

    Yields
    ------
    NEBProgress
        After each step; the last one holds the result.

    Raises
    ------
    BarrierError
        There is no path, or both ends relax to the same place.
    PotentialError
        The potential gives no forces, or is not the scan's.
    SettingsError
        There is no such ion or hop, or the supercell is not possible.
    CheckpointError
        The checkpoint is of another run, or cannot be written.
    """
    settings = settings or NEBSettings()
    warnings = list(_check_potential(pes, model, settings))
    calculator = model.calculator()
    if "forces" not in calculator.implemented_properties:
        raise PotentialError(
            f"{model.info.title} gives no forces.", "Scan with a potential that does; `pesviz potentials` lists them."
        )
    hop = supercell_hop(
        pes,
        settings.ion,
        kind=settings.hop,
        size=settings.supercell,
        diameter=settings.diameter,
        direction=settings.direction,
    )
    key = neb_key(pes, model.info, settings.to_dict())
    store = BandCheckpoint(Path(checkpoint), key) if checkpoint is not None else None
    run = Run(model, settings, hop, calculator, store)
    with closing(run.steps()) as steps:
        for last in steps:
            yield last
    result = _result(pes, model, run, key)
    result = replace(result, warnings=(*warnings, *_remarks(result, hop)))
    yield replace(last, seconds=run.seconds, result=result)


def _check_potential(pes: PES, model: EnergyModel, settings: NEBSettings) -> Iterator[str]:
    """Yield a warning where the potential is another one than the scan's and that was asked for."""
    scanned, info = pes.potential, model.info
    hashes = (scanned.get("weights_sha256", ""), info.weights_sha256)
    same = (scanned.get("name"), scanned.get("version")) == (info.name, info.version)
    if same and (not all(hashes) or hashes[0] == hashes[1]):
        return
    was, now = f"{scanned.get('name')} {scanned.get('version')}", f"{info.name} {info.version}"
    if not settings.other_potential:
        raise PotentialError(
            f"The scan was made with {was}, and this is {now if was != now else f'{now} with other weights'}.",
            "Use the scan's own potential, or allow another one (--other-potential).",
        )
    yield f"Frozen and relaxed profile are of different potentials: {was} and {now}."


def _result(pes: PES, model: EnergyModel, run: Run, key: str) -> NEBResult:
    hop, settings, info = run.hop, run.settings, model.info
    return NEBResult(
        name=pes.crystal.name,
        formula=pes.crystal.formula,
        ion=settings.ion,
        atom=pes.crystal.mobile_indices[settings.ion],
        hop=hop.kind,
        lattice_vector=hop.segment.lattice_vector,
        supercell=hop.repeats,
        vacancies=hop.vacancies,
        own_image=hop.own_image,
        place=hop.describe(),
        numbers=np.array(hop.atoms.numbers),
        cell=np.array(hop.atoms.cell.array),
        positions=np.array([image.positions for image in run.images]),
        moving=hop.moving,
        pinned=hop.pinned,
        total_energies=np.array(run.energies),
        slopes=run.slopes,
        frozen_lengths=hop.segment.lengths,
        frozen_energies=hop.frozen_energies,
        frozen_supercell_energies=_frozen_in_supercell(model, hop),
        stages=tuple(run.reports),
        potential=info.to_dict(),
        settings=settings.to_dict(),
        seconds=run.seconds,
        warnings=(),
        provenance={
            "key": key,
            **run_provenance(),
            "device": str(getattr(model, "device", "cpu")),
            "scan": {"potential": pes.potential.get("name"), "date": pes.provenance.get("date")},
        },
    )  # fmt: skip


def _frozen_in_supercell(model: EnergyModel, hop: SupercellHop) -> np.ndarray:
    """Return the energy of the moving ion along the frozen path in the frozen supercell above the first, eV."""
    framework = hop.atoms.copy()
    number = int(framework.numbers[hop.moving])
    del framework[hop.moving]
    positions = hop.segment.positions
    chunk = max(1, model.chunk_size(framework))
    energies = np.concatenate(
        [
            model.energies(framework, number, positions[first : first + chunk])
            for first in range(0, len(positions), chunk)
        ]
    )
    return np.asarray(energies - energies[0], dtype=float)


def _remarks(result: NEBResult, hop: SupercellHop) -> Iterator[str]:
    """Yield what a careful person should know of a result."""
    for stage in result.stages:
        if not stage.converged:
            yield (
                f"Not converged: {STAGES[stage.stage].lower()} stopped after {stage.steps} steps with forces up to "
                f"{stage.fmax:.3f} eV/Å (limit {stage.limit:g})."
            )
    index, distance = result.others_moved
    if distance > FAR_A:
        symbol = hop.atoms.symbols[index]
        yield (
            f"Another {symbol} moves by {distance:.1f} Å along the band: this is no hop of one ion alone, and its "
            "barrier is of what moves together."
        )
    for name, number in (("start", 0), ("end", -1)):
        away = float(np.linalg.norm(result.positions[number][result.moving] - hop.segment.positions[number]))
        if away > FAR_A:
            yield f"The {name} relaxed {away:.1f} Å away from its place on the frozen path."
    if hop.kind == "whole" and abs(result.energies[-1]) > SAME_ENERGY_EV:
        yield (
            "Start and end are the same place of the crystal, yet they relaxed to different minima, "
            f"{abs(result.energies[-1]):.3f} eV apart."
        )
    if result.saddle in {0, len(result.energies) - 1}:
        yield "No image lies above both ends: there is no barrier between them with the framework free."
    feet = foot_of(result.energies), foot_of(result.energies[::-1])
    lowest = float(result.energies.min())
    if any(feet):
        where = " and ".join(name for name, foot in zip(("start", "end"), feet, strict=True) if foot)
        yield (
            f"The band runs downhill from its {where}: a symmetric place that is no minimum of the free framework. "
            f"Seen from the lowest image the barrier is {result.barrier - lowest:.3f} eV; --settle relaxes the ends "
            "again."
        )
    elif lowest < min(0.0, float(result.energies[-1])) - SAME_ENERGY_EV:
        yield (
            f"On the way the ion passes a place {-lowest:.3f} eV below its start: seen from there the barrier is "
            f"{result.barrier - lowest:.3f} eV."
        )
