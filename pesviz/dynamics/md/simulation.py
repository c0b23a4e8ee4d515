"""Molecular dynamics of a crystal (docs/method.md, 6.1): NVT, Nosé–Hoover chain of ASE, resumable bit for bit.

The thermostat counts 3(N − 1) degrees of freedom, since the centre of mass rests; ASE's counts 3N, which in a small
cell would heat the ions by 1/N. What little momentum the centre of mass picks up from rounded forces is taken out at
each saved frame. Positions are never folded into the cell.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms, units
from ase.md.nose_hoover_chain import NoseHooverChainNVT, NoseHooverChainThermostat
from ase.md.velocitydistribution import MaxwellBoltzmannDistribution, Stationary

from pesviz.dynamics.analysis.health import MELTING_RATIO, displacement, distance_limits, failure, nearest_neighbour
from pesviz.dynamics.md.checkpoint import LOG_COLUMNS, RunCheckpoint, Segment, run_key
from pesviz.dynamics.md.settings import MDSettings
from pesviz.dynamics.supercell import run_cell
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import PotentialError
from pesviz.io.provenance import run_provenance
from pesviz.potentials.model import EnergyModel
from pesviz.structure.crystal import Crystal

SEGMENT_SECONDS = (0.2, 15.0)
"""Wall time after which finished frames go to disk, s: at first, and at most (it doubles)."""
CHAIN = 3


@dataclass(frozen=True, eq=False)
class MDProgress:
    """How far a run is.

    Parameters
    ----------
    temperature
        Of the thermostat, K: which run this is, among several side by side.
    time, total
        Simulated so far and in all, equilibration included, ps.
    phase
        "equilibration" or "production".
    now
        Instantaneous temperature, K.
    energy
        Potential energy, eV.
    ns_per_day
        Speed; 0 until it is known.
    seconds, seconds_left
        Wall time of this process so far, and what is left at this speed.
    start_time
        Simulated time at which this process began, ps: what the checkpoint held.
    status
        "running"; on the last progress "complete", "exploded" or "melted".
    trajectory
        The result, on the last progress only.
    """

    temperature: float
    time: float
    total: float
    phase: str
    now: float
    energy: float
    ns_per_day: float
    seconds: float
    seconds_left: float
    start_time: float
    status: str = "running"
    trajectory: Trajectory | None = field(default=None, repr=False)


def md_steps(
    crystal: Crystal, model: EnergyModel, settings: MDSettings, checkpoint: Path | None = None
) -> Generator[MDProgress]:
    """Run molecular dynamics, frame by frame; closing the generator stops the run.

    Parameters
    ----------
    crystal
        The crystal; it is repeated as in docs/method.md, 6.1.
    model
        The potential; its calculator gives the forces.
    settings
        Settings of the run.
    checkpoint
        Folder that keeps finished frames and the state after them. A run that was killed goes on from there and gives
        the same trajectory to the last bit, as far as the potential gives the same forces for the same positions.

    Yields
    ------
    MDProgress
        After each frame interval; the last one holds the trajectory.

    Raises
    ------
    UnknownElementError
        The potential does not cover an element.
    PotentialError
        The potential gives no forces.
    CheckpointError
        The folder holds another run, or cannot be written.
    """
    model.check_elements(crystal.atoms)
    run = _Run(run_cell(crystal, settings.diameter), model, settings, checkpoint)
    yield from run.frames()


def md_key(crystal: Crystal, model: EnergyModel, settings: MDSettings) -> str:
    """Return the hash by which a run is known; its length does not count."""
    return run_key(run_cell(crystal, settings.diameter), model.info, settings.to_dict())


class _Chain(NoseHooverChainNVT):
    """ASE's integrator, which can make a calculator forget what it remembers of earlier steps.

    A neighbour list with a skin has an order of its own history, and forces a last bit of it. Where it is built anew
    at each saved frame, a run that goes on from there has the same list, at no cost: the forces are due anyway.
    """

    forget = False

    def _integrate_q(self, delta: float) -> None:
        super()._integrate_q(delta)
        if self.forget and hasattr(self.atoms.calc, "reset"):
            self.atoms.calc.reset()
        self.forget = False


class _Run:
    """The state of a run between frames."""

    def __init__(self, crystal: Crystal, model: EnergyModel, settings: MDSettings, checkpoint: Path | None) -> None:
        self.crystal = crystal
        self.model = model
        self.settings = settings
        self.key = run_key(crystal, model.info, settings.to_dict())
        self.checkpoint = RunCheckpoint(checkpoint, self.key) if checkpoint else None
        self.atoms: Atoms = crystal.atoms.copy()
        self.atoms.set_constraint()
        self.atoms.calc = model.calculator()
        if "forces" not in getattr(self.atoms.calc, "implemented_properties", ["forces"]):
            raise PotentialError(f"{model.info.title} gives no forces.", "Choose another potential.")
        self.free = 3 * max(1, len(self.atoms) - 1)
        self.limits = distance_limits(self.atoms.numbers)
        self.rest = np.setdiff1d(np.arange(len(self.atoms)), crystal.mobile_indices)
        start = crystal.atoms.positions[self.rest]
        self.spacing = nearest_neighbour(start, crystal.cell) if len(self.rest) else np.inf
        self.start_positions = start
        self._draw_velocities()
        self.dynamics = self._integrator()
        self.frame = -settings.equilibration_frames  # frame 0 is the first of the production
        self.done: list[Segment] = []
        self.segment = Segment()
        self.reason = ""

    def _draw_velocities(self) -> None:
        rng = np.random.default_rng(self.settings.seed)
        MaxwellBoltzmannDistribution(self.atoms, temperature_K=self.settings.temperature, rng=rng)
        Stationary(self.atoms, preserve_temperature=False)
        now = self._temperature()
        if now > 0:
            self.atoms.set_momenta(self.atoms.get_momenta() * np.sqrt(self.settings.temperature / now))

    def _integrator(self) -> _Chain:
        settings = self.settings
        options = {
            "temperature_K": settings.temperature,
            "tdamp": settings.thermostat_time * units.fs,
            "tchain": CHAIN,
        }
        dynamics = _Chain(self.atoms, timestep=settings.timestep * units.fs, **options)
        dynamics._thermostat = NoseHooverChainThermostat(  # noqa: SLF001 - the centre of mass rests: 3(N − 1)
            num_atoms_global=self.free // 3, masses=dynamics.masses, **options
        )
        return dynamics

    def _temperature(self) -> float:
        return float(2 * self.atoms.get_kinetic_energy() / (self.free * units.kB))

    def frames(self) -> Generator[MDProgress]:
        """Go on from the checkpoint or from the start, to the end."""
        settings = self.settings
        self._resume()
        first = self.frame + settings.equilibration_frames
        started = flushed = time.monotonic()
        patience, longest = SEGMENT_SECONDS
        if not first and not self._ended():
            self._keep()
        while not self._ended():
            self.dynamics.run(settings.steps_per_frame - 1)
            self.dynamics.forget = True
            self.dynamics.run(1)
            self.frame += 1
            self._rest()
            self._keep()
            now = time.monotonic()
            if self._ended() or now - flushed > patience:
                self._flush()
                flushed, patience = now, min(2 * patience, longest)
            done = self.frame + settings.equilibration_frames
            try:
                yield self._progress(done, first, now - started)
            except GeneratorExit:  # stopped between frames: nothing is lost
                if self.segment.log:
                    self._flush()
                raise
        yield self._progress(self.frame + settings.equilibration_frames, first, time.monotonic() - started, last=True)

    def _ended(self) -> bool:
        return bool(self.reason) or self.frame >= self.settings.production_frames

    def _rest(self) -> None:
        """Take the centre of mass's momentum out of the integrator's own momenta."""
        dynamics = self.dynamics
        masses = dynamics.masses
        velocity = dynamics._p.sum(axis=0) / masses.sum()  # noqa: SLF001
        dynamics._p = dynamics._p - masses * velocity  # noqa: SLF001
        self.atoms.set_momenta(dynamics._p)  # noqa: SLF001

    def _keep(self) -> None:
        """Log the frame, keep its positions, and look whether the run is sound."""
        forces = self.atoms.get_forces(md=True)
        energy = float(self.atoms.get_potential_energy())
        now = self._temperature()
        framework = displacement(self.atoms.positions[self.rest], self.start_positions) if len(self.rest) else 0.0
        log = {
            "time_ps": self.frame * self.settings.frame_interval,
            "temperature_K": now,
            "potential_eV": energy,
            "kinetic_eV": float(self.atoms.get_kinetic_energy()),
            "conserved_eV": energy
            + float(self.atoms.get_kinetic_energy())
            + self.dynamics._thermostat.get_thermostat_energy(),  # noqa: SLF001
            "force_max_eV_A": float(np.linalg.norm(forces, axis=1).max()),
            "framework_rms_A": framework,
        }
        self.segment.log.append([log[name] for name in LOG_COLUMNS])
        if self.frame >= 0:
            self.segment.positions.append(self.atoms.get_positions())
        why = failure(self.atoms, forces, now, self.settings.temperature, self.limits)
        if why:
            self.reason = f"exploded: {why}"
        elif framework > MELTING_RATIO * self.spacing:
            self.reason = (
                f"melted: the framework's atoms are {framework:.1f} Å from their sites (root mean square), as far as "
                "their neighbours are"
            )

    def _flush(self) -> None:
        """Close the segment: to disk, where there is a checkpoint."""
        self.segment.state = self._state()
        if self.checkpoint:
            self.checkpoint.write(len(self.done), self.segment)
        self.done.append(self.segment)
        self.segment = Segment()

    def _state(self) -> dict[str, Any]:
        dynamics, thermostat = self.dynamics, self.dynamics._thermostat  # noqa: SLF001
        return {
            "frame": self.frame,
            "q": dynamics._q,  # noqa: SLF001
            "p": dynamics._p,  # noqa: SLF001
            "eta": thermostat._eta,  # noqa: SLF001
            "p_eta": thermostat._p_eta,  # noqa: SLF001
            "forces": self.atoms.get_forces(md=True),
            "energy": float(self.atoms.get_potential_energy()),
            "reason": self.reason,
        }

    def _resume(self) -> None:
        """Take up the state after the last whole segment on disk."""
        if self.checkpoint is None:
            return
        self.done = self.checkpoint.read()
        if not self.done:
            return
        state = self.done[-1].state
        dynamics, thermostat = self.dynamics, self.dynamics._thermostat  # noqa: SLF001
        self.frame = int(state["frame"])
        self.reason = str(state["reason"])
        dynamics._q = np.array(state["q"])  # noqa: SLF001
        dynamics._p = np.array(state["p"])  # noqa: SLF001
        thermostat._eta = np.array(state["eta"])  # noqa: SLF001
        thermostat._p_eta = np.array(state["p_eta"])  # noqa: SLF001
        self.atoms.set_positions(dynamics._q)  # noqa: SLF001
        self.atoms.set_momenta(dynamics._p)  # noqa: SLF001
        self.atoms.get_forces(md=True)
        if isinstance(results := getattr(self.atoms.calc, "results", None), dict):  # the very forces from before
            results.update(energy=float(state["energy"]), forces=np.array(state["forces"]))
            if "free_energy" in results:
                results["free_energy"] = float(state["energy"])

    def _progress(self, done: int, first: int, seconds: float, *, last: bool = False) -> MDProgress:
        settings = self.settings
        step, total = settings.frame_interval, settings.equilibration_frames + settings.production_frames
        speed = (done - first) * step / seconds if seconds > 0 else 0.0
        log = self.segment.log[-1] if self.segment.log else self.done[-1].log[-1]
        return MDProgress(
            temperature=settings.temperature,
            time=done * step,
            total=total * step,
            phase="equilibration" if self.frame < 0 else "production",
            now=float(log[LOG_COLUMNS.index("temperature_K")]),
            energy=float(log[LOG_COLUMNS.index("potential_eV")]),
            ns_per_day=speed * 86.4,
            seconds=seconds,
            seconds_left=(total - done) * step / speed if speed > 0 else 0.0,
            start_time=first * step,
            status=self.status if last else "running",
            trajectory=self.trajectory() if last else None,
        )

    @property
    def _warm_up(self) -> float:
        return self.settings.equilibration_frames * self.settings.frame_interval

    @property
    def status(self) -> str:
        """How the run ended, or that it goes on."""
        return self.reason.partition(":")[0] or ("complete" if self._ended() else "running")

    def trajectory(self) -> Trajectory:
        """Return what there is so far."""
        segments = [*self.done, self.segment]
        positions = [frame for segment in segments for frame in segment.positions]
        log = np.array([row for segment in segments for row in segment.log])
        frames = self.settings.production_frames + 1  # a checkpoint may hold more than is asked for now
        positions, log = positions[:frames], log[: self.settings.equilibration_frames + frames]
        info, settings = self.model.info, self.settings
        notes: tuple[str, ...] = ()
        if self.reason:
            time_ps = float(log[-1, LOG_COLUMNS.index("time_ps")])
            when = f"{time_ps:.2f} ps" if time_ps >= 0 else f"{time_ps + self._warm_up:.2f} ps of the equilibration"
            notes = (f"Stopped at {when}, {self.reason}.",)
        return Trajectory(
            positions=np.array(positions or [self.atoms.get_positions()]),
            cells=self.crystal.cell,
            numbers=self.atoms.numbers.copy(),
            frame_interval=settings.frame_interval,
            temperature=settings.temperature,
            mobile_species=self.crystal.mobile_species,
            name=f"{self.crystal.name or self.crystal.formula} {settings.temperature:g} K",
            source=self.crystal.source,
            log=dict(zip(LOG_COLUMNS, log.T.copy(), strict=True)),
            status=self.status,
            provenance={
                "key": self.key,
                "structure": list(self.crystal.notes),
                "settings": settings.to_dict(),
                "potential": info.to_dict(),
                "integrator": f"ASE NoseHooverChainNVT, chain of {CHAIN}, 3(N − 1) degrees of freedom",
                **run_provenance(),
            },
            notes=notes,
        )


def run_md(crystal: Crystal, model: EnergyModel, settings: MDSettings, checkpoint: Path | None = None) -> Trajectory:
    """Run molecular dynamics to its end."""
    trajectory = None
    for step in md_steps(crystal, model, settings, checkpoint):
        trajectory = step.trajectory
    if trajectory is None:  # pragma: no cover - the last step always holds it
        raise RuntimeError("md_steps ended without a trajectory")
    return replace(trajectory)
