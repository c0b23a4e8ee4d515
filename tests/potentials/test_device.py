"""Choice of the device."""

from __future__ import annotations

import pytest
import torch

from pesviz.errors import SettingsError
from pesviz.potentials.device import resolve_device


def test_auto_is_a_gpu_only_where_there_is_one():
    assert resolve_device("auto") == ("cuda" if torch.cuda.is_available() else "cpu")
    assert resolve_device("cpu") == "cpu"


@pytest.mark.parametrize("name", ["gpu", "", "cpu:1", "cuda:x", "tpu"])
def test_unknown_names_are_refused(name):
    with pytest.raises(SettingsError, match="There is no device"):
        resolve_device(name)


def test_a_gpu_that_is_not_there_is_refused():
    with pytest.raises(SettingsError, match="has no device 'cuda:99'"):
        resolve_device("cuda:99")


@pytest.mark.skipif(torch.backends.mps.is_available(), reason="this machine has MPS")
def test_mps_is_refused_where_there_is_none():
    with pytest.raises(SettingsError, match="no MPS"):
        resolve_device("mps")
