"""The dashboard's example: built from runs, small, and what its index says is what its files give."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pesviz.dynamics import MDSettings, open_trajectory
from pesviz.errors import TrajectoryError
from tests.dynamics.walks import random_walk
from tools.dynamics_example import build_example, open_example, thinned

ASSETS = Path(__file__).parents[2] / "assets" / "dynamics"


def folder_of_runs(tmp_path: Path) -> Path:
    folder = tmp_path / "Li2Te"
    for seed, kelvin in enumerate((600.0, 800.0, 1000.0)):
        walk = random_walk(seed, 2e-6 * kelvin / 600, n_frames=1001, interval=0.05, temperature=kelvin)
        settings = MDSettings(kelvin, time=50, equilibration=2, timestep=2).to_dict()
        log = {"time_ps": np.arange(1001) * 0.05, "temperature_K": np.full(1001, kelvin)}
        made = {"settings": settings, "potential": {"name": "m3gnet-mp-2021"}}
        replace(walk, provenance=made, log=log, mobile_species="Li").save(folder / f"Li2Te-{kelvin:g}K.h5")
    return folder


def test_build_and_open(tmp_path):
    folder = folder_of_runs(tmp_path)
    index = json.loads(build_example([folder], tmp_path / "out").read_text(encoding="utf-8"))
    (system,) = open_example(tmp_path / "out")
    assert system.title == "Li₂Te (antifluorite)"
    assert system.command == (
        "pesviz md gallery:Li2Te --temperature 600 800 1000 --time 50 --equilibration 2 --timestep 2 "
        "--potential m3gnet-mp-2021"
    )
    assert [run.temperature for run in system.trajectories] == [600, 800, 1000]
    assert index["systems"][0]["arrhenius"] == json.loads(json.dumps(system.fit.to_dict()))
    with pytest.raises(TrajectoryError, match="no runs"):
        build_example([tmp_path / "out" / "none"], tmp_path / "other")
    with pytest.raises(TrajectoryError, match="no example"):
        open_example(tmp_path)


def test_thinning_keeps_what_matters(tmp_path):
    run = open_trajectory(folder_of_runs(tmp_path) / "Li2Te-800K.h5")
    small = thinned(run)
    assert small.frame_interval == pytest.approx(0.1)
    assert small.n_frames == 501
    np.testing.assert_allclose(small.positions, run.positions[::2], atol=6e-4)
    assert len(small.log["time_ps"]) == 501


def test_the_example_that_comes_with_pesviz():
    """One conductor, one that does not conduct, at three temperatures each; small; what the index says holds."""
    assert sum(path.stat().st_size for path in ASSETS.iterdir()) < 1_000_000
    index = json.loads((ASSETS / "index.json").read_text(encoding="utf-8"))
    systems = open_example(ASSETS)
    assert len(systems) == 2
    for system, said in zip(systems, index["systems"], strict=True):
        assert [run.temperature for run in system.trajectories] == [600, 800, 1000]
        assert all(run.provenance["potential"]["name"] == "m3gnet-mp-2021" for run in system.trajectories)
        assert all(run.status == "complete" for run in system.trajectories)
        for now, then in zip(system.fit.points, said["arrhenius"]["points"], strict=True):
            assert now.d.mean == pytest.approx(then["D_cm2_s"]["mean"], rel=1e-6)
    conductor, other = systems
    assert conductor.results[-1].diffusive
    assert conductor.fit.activation_energy is not None
    assert not any(result.diffusive for result in other.results)
    assert "can be concluded" in other.fit.conclusions[0]
