"""The line at the Run button that says what a scan will cost, and the offer to scan everything."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pesviz.app.context import Context
from pesviz.app.cost import WAITING, CostEstimator, cost_sentence, energies_left, n_unique_of
from pesviz.app.explore.inputs import Inputs
from pesviz.app.jobs import JobSpec
from pesviz.landscape import Landscape
from pesviz.pes.cost import ScanCost, time_in_words


@dataclass(frozen=True)
class _Count:
    """Number of energies of a result, which a scan with the same options needs again."""

    spec: tuple[float, float, str, str]
    n_unique: int
    n_atoms: int

    @classmethod
    def of(cls, landscape: Landscape) -> _Count:
        pes = landscape.pes
        options = (pes.settings.spacing, pes.settings.r_min, pes.settings.grid, pes.crystal.mobile_species)
        return cls(options, n_unique_of(landscape), len(pes.crystal.atoms))

    def holds(self, spec: JobSpec) -> bool:
        """Return whether a job would evaluate the same points."""
        spacing, r_min, grid, mobile = self.spec
        return (
            math.isclose(spec.spacing, spacing)
            and (spec.r_min, spec.grid) == (r_min, grid)
            and spec.mobile in {None, mobile}
            and not spec.primitive
            and tuple(spec.supercell) == (1, 1, 1)
        )


class CostLine:
    """Follows the chosen structure and the options of the drawer.

    Parameters
    ----------
    context, session
        What the server's sessions share, and the owner of the jobs.
    inputs
        The drawer.
    """

    def __init__(self, context: Context, session: str, inputs: Inputs) -> None:
        self._speeds, self._inputs = context.speeds, inputs
        self._estimator = CostEstimator(context.jobs, session, context.speeds, self._show)
        self._structure: bytes | None = None
        self._count: _Count | None = None
        self._limited: Landscape | None = None
        self._cost: ScanCost | str = ""
        for widget in inputs.counted:
            widget.param.watch(lambda _: self.update(), "value")
        for widget in (inputs.reach, inputs.relax):
            widget.param.watch(lambda _: self._show(self._cost), "value")

    def follow(self, structure: bytes | None, landscape: Landscape | None = None) -> None:
        """Estimate scans of another structure."""
        self._structure = structure
        self._count = None if landscape is None else _Count.of(landscape)
        self.update()

    def update(self) -> None:
        """Say what a scan with the present options costs."""
        if self._structure is None:
            self._cost = ""
            self._estimator.stop()
            return
        spec = self._inputs.spec("crystal", "", task="cost", up_to=None, everything=False, relax="none")
        if self._count is not None and self._count.holds(spec):
            self._estimator.stop()
            count = self._count
            cost = self._speeds.cost(spec.potential, count.n_atoms, count.n_unique)
            self._show(cost or _energies(count.n_unique))
        else:
            self._show(WAITING)
            self._estimator.request(spec, self._structure)

    def stop(self) -> None:
        """Estimate nothing while a scan runs, which needs the cores."""
        self._estimator.stop()

    def offer(self, landscape: Landscape | None) -> None:
        """Offer to scan everything where a result has a limit."""
        limited = landscape is not None and landscape.pes.predicted_above is not None
        self._limited = landscape if limited else None
        self._offer()

    def _offer(self) -> None:
        landscape = self._limited
        if landscape is None:
            self._inputs.offer_everything(None)
            return
        left, pes = energies_left(landscape), landscape.pes
        speed = self._speeds.seconds_per_energy(str(pes.potential.get("name", "")), len(pes.crystal.atoms))
        self._inputs.offer_everything(_energies(left) if speed is None else f"about {time_in_words(speed * left)}")

    def _show(self, cost: ScanCost | str) -> None:
        self._cost = cost
        if self._structure is None:
            return
        if isinstance(cost, ScanCost):
            spec = self._inputs.spec("crystal", "")
            cost = cost_sentence(cost, spec.up_to, everything=spec.everything, relax=spec.relax != "none")
        self._inputs.show_cost(cost)
        self._offer()


def _energies(number: int) -> str:
    return f"{number:,} energies".replace(",", "\u202f")
