"""The compiled blocks: the same energies; and where there is no compiler, the same scan with a note."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from pesviz.errors import SettingsError
from pesviz.pes import ScanSettings, scan_steps
from pesviz.potentials import potential
from pesviz.potentials.networks.m3gnet import M3GNetModel
from pesviz.potentials.networks.m3gnet_compiled import CompiledBlocks
from pesviz.structure import load
from tests.golden import golden
from tests.potentials.networks.checkpoints import random_m3gnet

WITHOUT_COMPILER = """
import sys
from pathlib import Path
from pesviz.potentials.networks.m3gnet import M3GNetModel
from pesviz.structure import load
model = M3GNetModel("cpu", Path(sys.argv[1]))
model.compile()
crystal = load("gallery:Li3N")
print(model.compiled, *model.notes, model.energies(crystal.framework(0), 3, crystal.atoms.positions[:1]).shape)
"""


@pytest.fixture
def weights(tmp_path):
    return random_m3gnet(tmp_path / "weights")


def test_the_function_that_is_compiled_gives_the_networks_energies(weights, monkeypatch):
    monkeypatch.setattr(torch, "compile", lambda function, **_: function)  # its mathematics, without the compiler
    plain, functional = (M3GNetModel("cpu", weights) for _ in range(2))
    functional.core.compiled_blocks = CompiledBlocks(functional.core)
    crystal = golden("licl").crystal
    positions = np.random.default_rng(1).random((40, 3)) @ crystal.cell
    energies = [m.energies(crystal.framework(0), 3, positions) for m in (plain, functional)]
    assert np.abs(energies[0] - energies[1]).max() < 1e-4
    assert not np.array_equal(*energies), "the function was used"


def test_without_a_compiler_the_network_is_evaluated_as_it_is(weights, tmp_path):
    environment = os.environ | {"CXX": "/nonexistent/c++", "TORCHINDUCTOR_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_COMPILER, weights],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("False The network could not be compiled")
    assert done.stdout.rstrip().endswith("(1,)")


def test_a_potential_without_a_compiled_form_says_so_in_the_result():
    crystal = load("gallery:LiF")
    model = potential("toy-network-3d", device="cpu", compile="on")
    *_, last = scan_steps(crystal, model, ScanSettings(spacing=0.5))
    assert any("no compiled form" in warning for warning in last.pes.warnings)
    assert last.pes.provenance["compiled"] is False
    with pytest.raises(SettingsError, match="auto, on, off"):
        potential("toy-network-3d", compile="maybe")
