"""Mean and spread over ordered realisations."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.workflows.realisations import spread
from pesviz.workflows.scan import scan
from tests.ranking.landscapes import channel, landscape
from tests.workflows.toys import crystal


def test_mean_and_sample_standard_deviation():
    made = [landscape(channel(barrier)) for barrier in (0.3, 0.5, 0.7)]
    values = spread(made)
    assert values["mpe_mean_eV"] == pytest.approx(0.5)
    assert values["mpe_std_eV"] == pytest.approx(0.2)
    assert values["xi_mean"] == pytest.approx(np.mean([each.xi for each in made]))
    assert values["xi_std"] == pytest.approx(np.std([each.xi for each in made], ddof=1))


def test_what_is_not_known_of_one_is_not_known_of_all():
    known, limited = landscape(channel(0.3)), scan(crystal(), "toy-network-3d", up_to=0.1)
    assert not np.isfinite(limited.mpe)
    values = spread([known, limited])
    assert values["mpe_mean_eV"] is values["mpe_std_eV"] is None
