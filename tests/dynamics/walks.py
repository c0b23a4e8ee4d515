"""Synthetic trajectories with known answers."""

from __future__ import annotations

import numpy as np

from pesviz.dynamics import Trajectory

CELL = np.diag([9.0, 10.0, 11.0])


def random_walk(
    seed: int,
    d: float = 5e-6,
    *,
    n_frames: int = 1001,
    n_ions: int = 16,
    n_framework: int = 16,
    interval: float = 0.1,
    rattle: float = 0.15,
    temperature: float | None = 500.0,
) -> Trajectory:
    """Lithium that walks at random with diffusivity d (cm²/s) and rattles, in chlorine that only rattles."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(scale=np.sqrt(2 * d * 1e4 * interval), size=(n_frames, n_ions, 3))
    walked = np.cumsum(steps, axis=0) + rng.normal(scale=rattle, size=steps.shape)
    framework = rng.uniform(0, 10, (n_framework, 3)) + rng.normal(scale=rattle, size=(n_frames, n_framework, 3))
    numbers = np.repeat([3, 17], [n_ions, n_framework])
    return Trajectory(np.concatenate([walked, framework], axis=1), CELL, numbers, interval, temperature, name="walk")
