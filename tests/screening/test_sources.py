"""Whatever a person names becomes structures."""

import json

import ase.db
import pytest
from ase.io import write
from pymatgen.core import Lattice, Structure

from pesviz.errors import DisorderError, NoMobileIonError, PesvizError, SettingsError, StructureReadError
from pesviz.screening.selection import write_documents
from pesviz.screening.sources import DOCUMENTS, ReadingOptions, crystals, expand
from tests.screening.crystals import atoms, write_crystals, write_disordered
from tests.screening.test_selection import document


def names(*named, **options):
    return [source.source_id for source in expand([str(n) for n in named], **options)]


def test_folders_files_and_hidden_files(tmp_path):
    write_crystals(tmp_path / "in", 2)
    write_crystals(tmp_path / "in/deep", 1)
    (tmp_path / "in/.hidden.cif").write_text("x")
    (tmp_path / "in/notes.txt").write_text("no structure")
    (tmp_path / "in/relaxed").mkdir()
    write(tmp_path / "in/relaxed/POSCAR", atoms(), format="vasp")
    assert sorted(names(tmp_path / "in")) == ["c0", "c1", "deep/c0", "relaxed/relaxed"]
    assert names(tmp_path / "in/c1.vasp") == ["c1"]


def test_a_source_is_read_where_its_file_is_not(tmp_path):
    (source,) = expand([str(write_crystals(tmp_path, 1))])
    (tmp_path / "c0.vasp").unlink()
    (crystal,) = crystals(source, ReadingOptions())
    assert (crystal.atoms.get_chemical_formula(), crystal.name, crystal.mobile_species) == ("LiO", "c0", "Li")
    assert crystal.source == str(tmp_path / "c0.vasp")


def test_ase_database(tmp_path):
    database = ase.db.connect(tmp_path / "in.db")
    database.write(atoms(), name="first")
    database.write(atoms(1.1))
    found = list(expand([str(tmp_path / "in.db")]))
    assert [s.source_id for s in found] == ["first", "in-2"]
    assert crystals(found[1], ReadingOptions())[0].atoms.get_volume() == pytest.approx(atoms(1.1).get_volume())


def test_kahle_csv(shared_data):
    found = list(expand([str(shared_data / "kahle2020/kahle.csv")]))
    assert len(found) == 116
    assert found[0].source_id == "1537475"
    assert not any(s.source_id.startswith("-") for s in found)
    (crystal,) = crystals(found[0], ReadingOptions(primitive=True))
    assert crystal.formula == "Li3AlN2"
    assert crystal.mobile_species == "Li"


def test_csv_rows_that_hold_nothing(tmp_path):
    good = json.dumps(Structure(Lattice.cubic(4), ["Li", "F"], [[0] * 3, [0.5] * 3]).as_dict())
    quoted = good.replace('"', '""')
    (tmp_path / "t.csv").write_text(
        f'id,what,s\n7,a,"{quoted}"\n,b,"{{bro""lattice"" ""sites"""\n-3,Fine,"{quoted}"\n'
    )
    found = list(expand([str(tmp_path / "t.csv")]))
    assert [(s.source_id, s.kind) for s in found] == [("7", "structure"), ("t-3", "problem"), ("t-4", "structure")]
    with pytest.raises(StructureReadError, match="Row 3"):
        crystals(found[1], ReadingOptions())
    assert names(tmp_path / "t.csv", column="what") == ["a", "b", "Fine"]
    with pytest.raises(SettingsError, match="no column"):
        names(tmp_path / "t.csv", column="nix")
    (tmp_path / "plain.csv").write_text("a,b\n1,2\n")
    with pytest.raises(StructureReadError, match="no column with structures"):
        names(tmp_path / "plain.csv")


def test_downloaded_documents_are_selected(tmp_path):
    documents = [
        document(),
        document("mp-2", gap=0.1),
        document("mp-3", ("Li", "F")),
        document("mp-4", structure=None),
    ]
    (tmp_path / "mp.json").write_text(json.dumps(documents))
    found = list(expand([str(tmp_path / "mp.json")]))
    assert [(s.source_id, s.kind) for s in found] == [
        ("mp-1185319", "structure"), ("mp-3", "structure"), ("mp-4", "problem"),
    ]  # fmt: skip
    assert crystals(found[1], ReadingOptions())[0].formula == "LiF"


def test_query_serves_from_what_was_fetched_before(tmp_path):
    from pesviz.screening.selection import PAPER, Selection

    write_documents(tmp_path / DOCUMENTS, [document(), document("mp-2", gap=0.6)])
    (tmp_path / f"{DOCUMENTS}.query").write_text(repr(PAPER))
    assert names("mp-query", cache=tmp_path) == ["mp-1185319", "mp-2"]
    with pytest.raises(PesvizError):  # another query has to ask the server, and there is no key
        names("mp-query", cache=tmp_path, selection=Selection(min_band_gap=1.0))


def test_disorder_is_refused_or_drawn(tmp_path):
    (source,) = expand([str(write_disordered(tmp_path))])
    with pytest.raises(DisorderError):
        crystals(source, ReadingOptions())
    drawn = crystals(source, ReadingOptions(disorder=3, seed=1))
    assert [c.name for c in drawn] == [f"{source.source_id}-{i}" for i in (1, 2, 3)]
    again = crystals(source, ReadingOptions(disorder=3, seed=1))
    assert all((a.atoms.positions == b.atoms.positions).all() for a, b in zip(drawn, again, strict=True))


def test_disorder_gets_a_cell_that_holds_a_mobile_ion(tmp_path):
    """Li0.33 La0.56 TiO3: a third of a Li in the perovskite's own cell, one in two cells."""
    sites = [{"Li": 0.33, "La": 0.56}, "Ti", "O", "O", "O"]
    places = [[0, 0, 0], [0.5] * 3, [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    Structure(Lattice.cubic(3.87), sites, places).to(str(tmp_path / "llto.json"))
    (source,) = expand([str(tmp_path / "llto.json")])
    drawn = crystals(source, ReadingOptions("Li", disorder=2))
    assert [(len(c.mobile_indices), c.atoms.get_volume()) for c in drawn] == [(1, pytest.approx(2 * 3.87**3))] * 2
    assert any("1×1×2" in note for note in drawn[0].notes)
    with pytest.raises(NoMobileIonError, match="no Na"):
        crystals(source, ReadingOptions("Na", disorder=2))


@pytest.mark.parametrize("named", ["nowhere", "nowhere.cif"])
def test_what_does_not_exist_is_said(named):
    with pytest.raises(StructureReadError, match="nowhere"):
        names(named)


def test_a_folder_without_structures_is_said(tmp_path):
    with pytest.raises(StructureReadError, match="no structures"):
        names(tmp_path)
