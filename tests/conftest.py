"""Fixtures for every test: the shared data (or a skip that says why) and quiet numerics."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # tests run side by side, one thread each

import numpy as np
import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PESVIZ_SHARED_DATA", ROOT.parent / "shared" / "data"))

os.environ.setdefault("PESVIZ_WEIGHTS", str(SHARED))  # the paper's potential, where the shared data is

settings.register_profile("pesviz", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("pesviz")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the shared reference data; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared reference data is not at {SHARED} (set PESVIZ_SHARED_DATA)")
    return SHARED


@pytest.fixture(scope="session")
def papers_potential() -> str:
    """Name of the paper's potential; skips where its weights are not installed."""
    from pesviz.potentials.weights import is_intact

    name = "m3gnet-mp-2021"
    if not is_intact(name):
        pytest.skip(f"the weights of {name} are not installed (pesviz potentials install {name})")
    return name


@pytest.fixture(scope="session")
def adaptive_landscape():
    """Wurtzite LiCl as an adaptive scan up to 0.6 eV leaves it: E_1D is exact, E_3D predicted."""
    from tests.adaptive import adaptive

    return adaptive("LiCl-wurtzite", limit=0.6)


@pytest.fixture(scope="session")
def closed_landscape():
    """α-Li₃N as an adaptive scan up to 0.6 eV leaves it: nothing percolates below the limit."""
    from tests.adaptive import adaptive

    return adaptive("Li3N", limit=0.6)


@pytest.fixture
def rng() -> np.random.Generator:
    """A random generator with a fixed seed."""
    return np.random.default_rng(20241106)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the session: Playwright's synchronous side runs only once in a process."""
    from tests.browser import launch_browser

    with launch_browser() as made:
        yield made
