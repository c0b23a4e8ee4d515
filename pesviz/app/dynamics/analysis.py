"""Analysis of the runs of a system, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pesviz.app.dynamics.runs import System
from pesviz.dynamics import (
    ArrheniusFit,
    Diffusion,
    HealthLight,
    MSDSettings,
    Trajectory,
    analyse_diffusion,
    arrhenius,
    arrhenius_point,
    health,
)
from pesviz.errors import PesvizError


@dataclass(eq=False)
class Analysis:
    """A system with everything that the page says about it.

    Parameters
    ----------
    system
        The runs.
    settings
        Windows and fit interval.
    overrides
        Temperature → whether it is to count, where a person said so.
    """

    system: System
    settings: MSDSettings = MSDSettings()  # noqa: RUF009 - frozen
    overrides: Mapping[float, bool] = field(default_factory=dict)
    results: dict[float, Diffusion] = field(init=False, default_factory=dict)
    lights: dict[float, tuple[HealthLight, ...]] = field(init=False, default_factory=dict)
    problems: dict[float, str] = field(init=False, default_factory=dict)
    fit: ArrheniusFit = field(init=False)

    def __post_init__(self) -> None:
        """Analyse."""
        points = []
        for run in self.system.trajectories:
            if run.temperature is None:
                continue
            self.lights[run.temperature] = lights_of(run)
            try:
                result = diffusion_of(run, self.settings)
            except PesvizError as error:
                self.problems[run.temperature] = f"{error.problem} {error.remedy}"
                continue
            self.results[run.temperature] = result
            point = arrhenius_point(result)
            counts = self.overrides.get(run.temperature)
            if counts is not None:
                point = replace(point, excluded="" if counts else "by hand")
            points.append(point)
        self.fit = arrhenius(points)

    @property
    def counts(self) -> dict[float, bool]:
        """Whether each temperature counts in the fit."""
        return {point.temperature: not point.excluded for point in self.fit.points}


@lru_cache(maxsize=512)
def diffusion_of(run: Trajectory, settings: MSDSettings) -> Diffusion:
    """Analyse a run, once for the same settings."""
    return analyse_diffusion(run, settings=settings)


@lru_cache(maxsize=256)
def lights_of(run: Trajectory) -> tuple[HealthLight, ...]:
    """Return the health lights of a run."""
    return health(run)
