"""Mobile species: asked for, or proposed."""

from __future__ import annotations

import pytest
from ase import Atoms
from ase.build import bulk

from pesviz.errors import NoMobileIonError
from pesviz.structure import gallery, load, propose_mobile


@pytest.fixture(scope="module")
def salt() -> Atoms:
    return bulk("LiCl", "rocksalt", a=5.13)


def test_mobile_species_asked_or_proposed(salt):
    assert load(salt, mobile="cl").mobile_indices == (1,)
    assert propose_mobile(load("gallery:Na3PS4").atoms)[0] == "Na"
    assert propose_mobile(load("gallery:CaF2").atoms)[:2] == ["Ca", "F"]
    assert load(f"gallery:{gallery()[-1].key}", mobile=gallery()[-1].mobile).mobile_species == "F"
    with pytest.raises(NoMobileIonError, match=r"no Na.*Li, Cl"):
        load(salt, mobile="Na")
    with pytest.raises(NoMobileIonError, match="not a chemical element"):
        load(salt, mobile="Xx")
    with pytest.raises(NoMobileIonError, match="None of the elements"):
        load(bulk("SiC", "zincblende", a=4.36))
    with pytest.raises(NoMobileIonError):
        load(bulk("Li"))
    with pytest.raises(NoMobileIonError, match="without a framework"):
        load(bulk("Li"), mobile="Li")
