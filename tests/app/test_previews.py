"""Previews of a scan that already knows something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pesviz.app.previews import with_known
from pesviz.landscape import analyse
from tests.adaptive import GALLERY, predict_above


@pytest.fixture(scope="module")
def whole():
    from pesviz.landscape import open_landscape

    return open_landscape(GALLERY / "LiCl-wurtzite.h5")


def test_what_was_exact_stays_exact(whole):
    known = predict_above(whole, 0.6).pes
    # A preview that knows little of it, and an ion's minimum not yet.
    energies = np.where(whole.pes.energies < 0.1, np.float32(0.3), whole.pes.energies)
    shift = energies.min(axis=(1, 2, 3))
    preview = analyse(
        replace(
            whole.pes, energies=energies - shift[:, None, None, None], predicted=~whole.pes.masked, limit=0.0,
            minimum_energies=whole.pes.minimum_energies + shift,
        )
    )  # fmt: skip
    merged = with_known(preview, known)
    assert merged.up_to == 0.6
    low = whole.pes.energies < 0.6
    np.testing.assert_allclose(merged.pes.energies[low], whole.pes.energies[low], atol=1e-5)
    assert (merged.pes.energies[~low & ~whole.pes.masked] >= 0.6).all()
    np.testing.assert_allclose(merged.pes.minimum_energies, whole.pes.minimum_energies)
    assert merged.mpe == pytest.approx(whole.mpe)
    assert not merged.pes.predicted[low].any()


def test_a_preview_that_knows_all_that_already_stays_as_it_is(whole):
    limited = predict_above(whole, 0.6)
    assert with_known(limited, None) is limited
    assert with_known(limited, predict_above(whole, 0.4).pes) is limited
    assert with_known(limited, limited.pes) is limited
    assert with_known(whole, limited.pes) is whole
