"""Trajectories of other codes: native output of real runs, and files written by the formats' rules."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms
from ase.io import read as ase_read
from ase.io import write as ase_write
from ase.units import Bohr
from scipy.io import FortranFile

from pesviz.dynamics import analyse_diffusion, open_trajectory, read_parts, read_trajectory
from pesviz.dynamics.trajectories.files import FORMATS
from pesviz.errors import TrajectoryError
from tests.dynamics.walks import random_walk

DATA = Path(__file__).parents[1] / "data"
CELL = np.array([[6.0, 0.0, 0.0], [1.0, 5.0, 0.0], [0.5, -0.5, 7.0]])
NUMBERS = np.array([3, 3, 9, 9])


@pytest.fixture(scope="module")
def walk() -> np.ndarray:
    """Two fast ions that cross the cell's faces, two that stay."""
    rng = np.random.default_rng(5)
    steps = rng.normal(scale=0.35, size=(60, 4, 3)) * np.array([1, 1, 0.05, 0.05])[:, None]
    return rng.random((1, 4, 3)) @ CELL + np.cumsum(steps, axis=0)


@pytest.fixture(scope="module")
def folded(walk) -> np.ndarray:
    fractional = np.mod(walk @ np.linalg.inv(CELL), 1.0)
    assert (np.abs(np.diff(fractional, axis=0)) > 0.5).any(), "ions must cross faces"
    return fractional


def assert_same_walk(found, walk, atol: float = 1e-6) -> None:
    assert found.numbers.tolist() == NUMBERS.tolist()
    moved = np.asarray(found.positions) - np.asarray(found.positions)[0]
    np.testing.assert_allclose(moved, walk - walk[0], atol=atol)


def xdatcar(folded: np.ndarray, cells: np.ndarray | None = None) -> str:
    def head(cell: np.ndarray) -> str:
        rows = "\n".join(" ".join(f"{x:.10f}" for x in row) for row in cell / 1.1)
        return f"made by hand\n1.1\n{rows}\nLi F\n2 2\n"

    text = "" if cells is not None else head(CELL)
    for number, frame in enumerate(folded):
        text += head(cells[number]) if cells is not None else ""
        text += f"Direct configuration= {number + 1:5d}\n"
        text += "".join("  ".join(f"{x:.10f}" for x in row) + "\n" for row in frame)
    return text


def test_xdatcar(tmp_path, walk, folded):
    path = tmp_path / "XDATCAR"
    path.write_text(xdatcar(folded))
    found = read_trajectory(path, frame_interval=0.1, temperature=700, mobile="Li")
    assert_same_walk(found, walk)
    assert (found.frame_interval, found.temperature, found.mobile_species) == (0.1, 700, "Li")
    theirs = ase_read(path, index=":", format="vasp-xdatcar")
    np.testing.assert_allclose(found.cell, theirs[0].cell.array, atol=1e-9)
    np.testing.assert_allclose(found.positions[0], theirs[0].positions, atol=1e-8)
    packed = tmp_path / "XDATCAR.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    np.testing.assert_array_equal(read_trajectory(packed, frame_interval=0.1).positions, found.positions)


def test_xdatcar_of_a_moving_cell(tmp_path, folded):
    cells = np.array([CELL * (1 + 0.05 * np.sin(i / 3)) for i in range(len(folded))])
    path = tmp_path / "XDATCAR_npt"
    path.write_text(xdatcar(folded, cells))
    found = read_trajectory(path, frame_interval=0.1)
    np.testing.assert_allclose(found.cells, cells, atol=1e-8)
    unfolded = found.positions @ np.linalg.inv(cells.mean(axis=0))
    np.testing.assert_allclose(np.mod(unfolded - folded + 0.5, 1), 0.5, atol=1e-6)
    assert np.abs(np.diff(unfolded, axis=0)).max() < 0.5


def test_a_torn_end_is_left_out(tmp_path, walk, folded):
    text = xdatcar(folded)
    path = tmp_path / "XDATCAR"
    path.write_text(text[: int(len(text) * 0.7)])
    found = read_trajectory(path, frame_interval=0.1)
    assert 35 < found.n_frames < 45
    assert_same_walk(found, walk[: found.n_frames])


def test_parts_of_one_run_are_joined_across_faces(tmp_path, walk, folded):
    for name, frames in (("XDATCAR.1", folded[:20]), ("XDATCAR.2", folded[20:])):
        (tmp_path / name).write_text(xdatcar(frames))
    found = read_parts([tmp_path / "XDATCAR.1", tmp_path / "XDATCAR.2"], frame_interval=0.1)
    assert_same_walk(found, walk)
    (tmp_path / "XDATCAR.3").write_text(xdatcar(folded[19:]))
    again = read_parts([tmp_path / "XDATCAR.1", tmp_path / "XDATCAR.3"], frame_interval=0.1)
    assert_same_walk(again, walk)


def vasprun(folded: np.ndarray) -> str:
    def vectors(name: str, rows: np.ndarray) -> str:
        inside = "".join(f"<v> {a:.10f} {b:.10f} {c:.10f} </v>" for a, b, c in rows)
        return f'<varray name="{name}">{inside}</varray>'

    atoms = "".join(f"<rc><c>{s}</c><c>{t}</c></rc>" for s, t in (("Li", 1), ("Li", 1), ("F ", 2), ("F ", 2)))
    basis, forces = vectors("basis", CELL), vectors("forces", np.zeros((4, 3)))
    energy = '<energy><i name="e_fr_energy">-1.0</i><i name="e_0_energy">-1.0</i></energy>'
    steps = "".join(
        f"<calculation><scstep>{energy}</scstep><structure><crystal>{basis}</crystal>"
        f"{vectors('positions', frame)}</structure>{forces}{energy}</calculation>"
        for frame in folded
    )
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?><modeling><generator><i name="program">vasp</i></generator>'
        '<incar><i name="POTIM">  2.0</i><i type="int" name="IBRION"> 0</i></incar>'
        '<parameters><separator name="ionic"><i type="int" name="IBRION">0</i><i name="POTIM"> 2.0</i>'
        '<i name="TEBEG"> 700.0</i><i name="TEEND"> 700.0</i></separator></parameters>'
        '<kpoints><generation param="Gamma"/><varray name="kpointlist"><v>0 0 0</v></varray>'
        '<varray name="weights"><v>1.0</v></varray></kpoints>'
        f'<atominfo><atoms>4</atoms><types>2</types><array name="atoms"><set>{atoms}</set></array></atominfo>'
        f'<structure name="initialpos"><crystal>{basis}</crystal>{vectors("positions", folded[0])}</structure>'
        f"{steps}</modeling>"
    )


def test_vasprun_says_step_and_temperature(tmp_path, walk, folded):
    path = tmp_path / "vasprun.xml"
    path.write_text(vasprun(folded))
    found = read_trajectory(path)
    assert_same_walk(found, walk)
    assert (found.frame_interval, found.temperature) == (0.002, 700)
    theirs = ase_read(path, index=":", format="vasp-xml")
    assert len(theirs) == found.n_frames
    np.testing.assert_allclose(found.positions[0], theirs[0].positions, atol=1e-8)
    torn = tmp_path / "vasprun-torn.xml"
    torn.write_text(vasprun(folded)[:-5000])
    assert_same_walk(read_trajectory(torn), walk[: read_trajectory(torn).n_frames])
    assert read_trajectory(torn).n_frames > 40


@pytest.fixture
def siesta(tmp_path, walk) -> Path:
    """A folder as SIESTA leaves it: LABEL.ANI, LABEL.XV, LABEL.MD and the input."""

    def line(symbol: str, position: np.ndarray) -> str:
        return f"{symbol} " + " ".join(f"{x:.8f}" for x in position) + "\n"

    symbols = ["Li", "Li", "F", "F"]
    ani = "".join(
        "     4\n\n" + "".join(line(s, position) for s, position in zip(symbols, frame, strict=True))
        for frame in walk
    )
    (tmp_path / "LiF.ANI").write_text(ani)
    cell = "\n".join(" ".join(f"{x / Bohr:.9f}" for x in row) + " 0.0 0.0 0.0" for row in CELL)
    species = [1, 1, 2, 2]
    rows = "\n".join(
        f"{kind} {z} {' '.join(f'{x / Bohr:.9f}' for x in position)} 0.0 0.0 0.0"
        for kind, z, position in zip(species, NUMBERS, walk[-1], strict=True)
    )
    (tmp_path / "LiF.XV").write_text(f"{cell}\n 4\n{rows}\n")
    with FortranFile(tmp_path / "LiF.MD", "w") as file:
        for number, frame in enumerate(walk):
            file.write_record(np.array([number], "i4"), frame / Bohr, np.zeros((4, 3)))
    (tmp_path / "LiF.fdf").write_text(
        "SystemLabel LiF\nMD.TypeOfRun Nose\nMD.LengthTimeStep 1.5 fs\nMD.TargetTemperature 800. K\n"
    )
    return tmp_path


@pytest.mark.parametrize("suffix", ["ANI", "MD"])
def test_siesta(siesta, walk, suffix):
    found = read_trajectory(siesta / f"LiF.{suffix}")
    assert_same_walk(found, walk)
    np.testing.assert_allclose(found.cell, CELL, atol=1e-6)
    assert (found.frame_interval, found.temperature) == (0.0015, 800)
    assert read_trajectory(siesta / f"LiF.{suffix}", frame_interval=0.01).frame_interval == 0.01


def test_siesta_without_its_cell_asks_for_it(siesta, walk):
    (siesta / "LiF.XV").rename(siesta / "elsewhere.XV")
    (siesta / "LiF.fdf").unlink()
    with pytest.raises(TrajectoryError, match=r"no \.XV"):
        read_trajectory(siesta / "LiF.ANI", frame_interval=0.001)
    found = read_trajectory(siesta / "LiF.ANI", frame_interval=0.001, cell=siesta / "elsewhere.XV")
    assert_same_walk(found, walk)


def test_siesta_text_form(siesta, walk):
    text = ""
    for number, frame in enumerate(walk):
        text += f" {number}\n" + "".join(
            f"{kind:3d}{z:6d}{''.join(f'{x / Bohr:13.6f}' for x in row)}   {'     0.000000' * 3}\n"
            for kind, z, row in zip([1, 1, 2, 2], NUMBERS, frame, strict=True)
        )
    (siesta / "LiF.MD").write_text(text)
    assert_same_walk(read_trajectory(siesta / "LiF.MD"), walk, atol=1e-5)


def test_lammps_in_four_ways():
    """One run of LAMMPS in a moving triclinic cell: folded, scaled, unwrapped by LAMMPS, with image flags."""
    species = ("Li", "Ar")
    found = {
        way: read_trajectory(DATA / f"lammps-{way}.dump.gz", species=species, timestep=0.002)
        for way in ("wrapped", "scaled", "unwrapped", "images")
    }
    truth = np.asarray(found["unwrapped"].positions)
    assert found["wrapped"].n_frames == 21
    assert found["wrapped"].frame_interval == pytest.approx(0.08)
    assert found["wrapped"].cells.shape == (21, 3, 3)
    assert np.abs(truth - truth[0]).max() > 5, "atoms cross the cell"
    bounds = [line for line in _plain(DATA / "lammps-wrapped.dump.gz") if len(line.split()) == 3 and "e" in line]
    assert max(np.abs(np.diff([float(line.split()[2]) for line in bounds[1::3]]))) > 5, "LAMMPS flips its box once"
    assert np.abs(np.diff(found["wrapped"].cells, axis=0)).max() < 2, "and the reader does not"
    for way in ("wrapped", "scaled", "images"):
        moved = np.asarray(found[way].positions) - found[way].positions[0]
        np.testing.assert_allclose(moved, truth - truth[0], atol=2e-4)
    assert found["scaled"].species == found["wrapped"].species == ("Li", "Ar")
    assert found["scaled"].numbers.tolist() == found["wrapped"].numbers.tolist()
    atoms = ase_read(_plain(DATA / "lammps-images.dump.gz"), index=3, format="lammps-dump-text")
    np.testing.assert_allclose(found["images"].cells[3], atoms.cell.array, atol=1e-6)


def _plain(path: Path):
    import io

    return io.StringIO(gzip.decompress(path.read_bytes()).decode())


def test_lammps_types_need_names():
    with pytest.raises(TrajectoryError, match=r"type 2\. .*--species"):
        read_trajectory(DATA / "lammps-wrapped.dump.gz", timestep=0.002)
    with pytest.raises(TrajectoryError, match="does not give the time"):
        read_trajectory(DATA / "lammps-wrapped.dump.gz", species=("Li", "Ar"))


def test_quantum_espresso():
    """First-principles MD of LiH by pw.x, its output as it is."""
    found = read_trajectory(DATA / "LiH-md.pwo.gz", mobile="Li")
    assert (found.n_frames, found.n_atoms, found.temperature) == (20, 8, 600)
    assert found.frame_interval == pytest.approx(20 * 2.4188843265864e-5 * 2, rel=1e-3)  # 20 Rydberg units of time
    np.testing.assert_allclose(found.cell, 4.08 * np.eye(3), atol=1e-5)
    assert found.species == ("Li", "H")
    result = analyse_diffusion(found)
    assert 0 < result.framework[-1] < 0.2
    assert 0 < result.mobile[-1] < 0.2
    first, second = (found.frame(i).positions for i in (0, 1))
    speed = (second - first) / found.frame_interval * 100  # Å/ps in m/s
    kinetic = 0.5 * found.frame(0).get_masses() @ (speed**2).sum(axis=1) * 1.66053907e-27
    assert 2 * kinetic / (3 * 7 * 1.380649e-23) == pytest.approx(600, rel=0.05)  # pw.x: starting temperature


def test_cp2k_in_a_moving_cell():
    """First-principles MD of LiH by CP2K: positions and cells in two files."""
    found = read_trajectory(DATA / "LiH-pos-1.xyz", temperature=600)
    assert (found.n_frames, found.n_atoms) == (16, 8)
    assert found.frame_interval == pytest.approx(0.0005)
    assert found.cells.shape == (16, 3, 3)
    assert found.cells[1, 0, 0] == pytest.approx(4.1284245753)
    assert found.volume > 4.08**3


@pytest.mark.parametrize("name", ["run.traj", "run.extxyz"])
def test_ase_formats(tmp_path, walk, folded, name):
    frames = [Atoms(numbers=NUMBERS, scaled_positions=each, cell=CELL, pbc=True) for each in folded]
    ase_write(tmp_path / name, frames)
    found = read_trajectory(tmp_path / name, frame_interval=0.05, every=1)
    assert_same_walk(found, walk, atol=1e-5)
    third = read_trajectory(tmp_path / name, frame_interval=0.05, every=3)
    assert third.frame_interval == pytest.approx(0.15)
    np.testing.assert_array_equal(third.positions, found.positions[::3])


def test_continuous_positions_are_taken_as_they_are(tmp_path):
    """A continuous file with steps longer than half the cell: unwrapping would fold them."""
    flight = np.arange(12)[:, None, None] * np.array([4.0, 0, 0]) + np.zeros((1, 4, 1))
    frames = [Atoms(numbers=NUMBERS, positions=each, cell=CELL, pbc=True) for each in flight]
    ase_write(tmp_path / "fast.extxyz", frames)
    found = read_trajectory(tmp_path / "fast.extxyz", frame_interval=1.0, unwrapped=True)
    np.testing.assert_allclose(found.positions - found.positions[0], flight, atol=1e-6)
    doubtful = read_trajectory(tmp_path / "fast.extxyz", frame_interval=1.0)
    assert any("too far apart" in note for note in doubtful.notes)


def test_our_own_files_round_trip(tmp_path):
    walk = random_walk(1, n_frames=301)
    path = walk.save(tmp_path / "deep" / "walk.h5")
    found = read_trajectory(path)
    np.testing.assert_array_equal(found.positions, walk.positions)
    assert (found.temperature, found.frame_interval, found.name) == (500.0, 0.1, "walk")
    lazy = open_trajectory(path, lazy=True)
    assert not isinstance(lazy.positions, np.ndarray)
    ours, theirs = analyse_diffusion(walk), analyse_diffusion(lazy)
    np.testing.assert_allclose(theirs.mobile, ours.mobile, rtol=1e-12)
    assert theirs.d.mean == pytest.approx(ours.d.mean)
    small = walk.save(tmp_path / "small.h5", dtype="float32")
    assert small.stat().st_size < 0.7 * path.stat().st_size
    assert list(tmp_path.glob("**/.*part")) == []


@pytest.mark.parametrize(
    ("name", "content", "options", "expected"),
    [
        ("XDATCAR", b"nothing\n", {}, "no XDATCAR"),
        ("XDATCAR_old", b"x\n1\n5 0 0\n0 5 0\n0 0 5\n4 4\nDirect\n", {}, "name its elements"),
        ("run.dump", b"ITEM: TIMESTEP\n0\n", {}, "no frames"),
        ("run.xyz", b"1\n\nH 0 0 0\n", {}, "single frame"),
        ("run.bin", bytes(range(256)), {}, "cannot be read"),
        ("vasprun.xml", b"<modeling></modeling>", {}, "no frames"),
        ("evil.pkl", b"cos\nsystem\n(S'true'\ntR.", {}, "could run code"),
        ("XDATCAR.gz", b"not packed", {}, "cannot be read"),
        ("any", b"", {"file_format": "guess"}, "no trajectory format"),
        ("run.h5", b"not hdf5", {}, "no readable trajectory"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path, name, content, options, expected):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TrajectoryError, match=expected):
        read_trajectory(path, frame_interval=1.0, **options)


def test_what_is_missing_is_said(tmp_path, folded):
    (tmp_path / "XDATCAR").write_text(xdatcar(folded))
    with pytest.raises(TrajectoryError, match="--frame-interval"):
        read_trajectory(tmp_path / "XDATCAR")
    with pytest.raises(TrajectoryError, match="does not exist"):
        read_trajectory(tmp_path / "absent")
    with pytest.raises(TrajectoryError, match="is a folder"):
        read_trajectory(tmp_path)
    assert set(FORMATS) >= {"xdatcar", "vasprun", "siesta-ani", "siesta-md", "lammps-dump", "cp2k-xyz", "ase"}
