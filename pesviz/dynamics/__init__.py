"""Molecular dynamics and relaxed barriers: runs, trajectories, mean squared displacement, conductivity, Arrhenius."""

from pesviz.dynamics.analysis.arrhenius import ArrheniusFit, ArrheniusPoint, arrhenius, arrhenius_point
from pesviz.dynamics.analysis.conductivity import Conductivity, Estimate
from pesviz.dynamics.analysis.density import Density, DensityComparison, compare, mobile_density
from pesviz.dynamics.analysis.diffusion import Diffusion, MSDSettings
from pesviz.dynamics.analysis.diffusion_analysis import analyse_diffusion
from pesviz.dynamics.analysis.health import HealthLight, health
from pesviz.dynamics.md.settings import MDSettings
from pesviz.dynamics.md.simulation import MDProgress, md_steps, run_md
from pesviz.dynamics.trajectories.files import read_parts, read_trajectory
from pesviz.dynamics.trajectories.store import open_trajectory
from pesviz.dynamics.trajectories.trajectory import Trajectory

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
