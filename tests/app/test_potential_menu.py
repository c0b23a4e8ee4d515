"""The menu of potentials: all that the page may use, what is installed, what Ξ is worth with each."""

from __future__ import annotations

from pesviz.app.controls.potentials import AS_IN_THE_PAPER, NO_CHEMISTRY, RELATIVE, potential_select
from pesviz.potentials import default_potential, list_potentials


def test_every_potential_for_the_page_is_offered_with_what_its_xi_is_worth(papers_potential):
    select, notes = potential_select()
    offered = [name for members in select.groups.values() for name in members.values()]
    assert sorted(offered) == sorted(s.info.name for s in list_potentials() if s.info.web)
    assert select.groups[AS_IN_THE_PAPER] == {"M3GNet (original)": papers_potential}
    assert set(select.groups[RELATIVE].values()) >= {"chgnet"}
    assert all(name.startswith("toy-") for name in select.groups[NO_CHEMISTRY].values())
    assert select.value == default_potential() == papers_potential
    assert "relative score" in notes["chgnet"]


def test_what_is_not_installed_is_seen_and_cannot_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path))
    monkeypatch.setenv("PESVIZ_WEIGHTS", "")
    select, notes = potential_select()
    assert select.groups[AS_IN_THE_PAPER] == {"M3GNet (original), not installed": "m3gnet-mp-2021"}
    assert "m3gnet-mp-2021" in select.disabled_options
    assert select.value == "chgnet"
    assert "pesviz potentials install m3gnet-mp-2021" in notes["m3gnet-mp-2021"]
    assert "The paper's own potential is not installed." in notes["chgnet"]
