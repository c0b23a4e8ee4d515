"""Molecular dynamics and relaxed barriers: runs, trajectories, mean squared displacement, conductivity, Arrhenius."""

from pesviz.dynamics.analysis import analyse_diffusion
from pesviz.dynamics.arrhenius import ArrheniusFit, ArrheniusPoint, arrhenius, arrhenius_point
from pesviz.dynamics.conductivity import Conductivity, Estimate
from pesviz.dynamics.diffusion import Diffusion, MSDSettings
from pesviz.dynamics.reading import read_parts, read_trajectory
from pesviz.dynamics.store import open_trajectory
from pesviz.dynamics.trajectory import Trajectory

__all__ = [
    "ArrheniusFit",
    "ArrheniusPoint",
    "Conductivity",
    "Diffusion",
    "Estimate",
    "MSDSettings",
    "Trajectory",
    "analyse_diffusion",
    "arrhenius",
    "arrhenius_point",
    "open_trajectory",
    "read_parts",
    "read_trajectory",
]
