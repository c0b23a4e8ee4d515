"""Molecular dynamics and relaxed barriers: runs, trajectories, mean squared displacement, conductivity, Arrhenius."""

from pesviz.dynamics.analysis import analyse_diffusion
from pesviz.dynamics.arrhenius import ArrheniusFit, ArrheniusPoint, arrhenius, arrhenius_point
from pesviz.dynamics.conductivity import Conductivity, Estimate
from pesviz.dynamics.density import Density, DensityComparison, compare, mobile_density
from pesviz.dynamics.diffusion import Diffusion, MSDSettings
from pesviz.dynamics.health import HealthLight, health
from pesviz.dynamics.md_settings import MDSettings
from pesviz.dynamics.reading import read_parts, read_trajectory
from pesviz.dynamics.simulation import MDProgress, md_steps, run_md
from pesviz.dynamics.store import open_trajectory
from pesviz.dynamics.trajectory import Trajectory

__all__ = [
    "ArrheniusFit",
    "ArrheniusPoint",
    "Conductivity",
    "Density",
    "DensityComparison",
    "Diffusion",
    "Estimate",
    "HealthLight",
    "MDProgress",
    "MDSettings",
    "MSDSettings",
    "Trajectory",
    "analyse_diffusion",
    "arrhenius",
    "arrhenius_point",
    "compare",
    "health",
    "md_steps",
    "mobile_density",
    "open_trajectory",
    "read_parts",
    "read_trajectory",
    "run_md",
]
