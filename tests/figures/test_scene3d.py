"""Off-screen pictures: they show the crystal, they change with level, view and theme."""

from __future__ import annotations

import io

import numpy as np
import pytest
from ase.build import bulk
from PIL import Image

from pesviz.errors import SettingsError
from pesviz.figures.scene3d import picture, view
from pesviz.landscape.periodic_field import PeriodicField
from pesviz.structure.crystal import Crystal

SIZE = (420, 320)


@pytest.fixture(scope="module")
def crystal() -> Crystal:
    return Crystal(bulk("LiCl", "rocksalt", a=5.13, cubic=True), "Li", (0, 2, 4, 6))


@pytest.fixture(scope="module")
def field(crystal) -> PeriodicField:
    x, y, z = np.meshgrid(*[2 * np.pi * np.arange(20) / 20] * 3, indexing="ij")
    return PeriodicField(2 - np.cos(x) * np.cos(y) * np.cos(z) * 2, crystal.cell)


def pixels(png: bytes) -> np.ndarray:
    image = Image.open(io.BytesIO(png))
    assert image.size == SIZE
    return np.asarray(image.convert("RGB")).astype(int)


def count_blue(image: np.ndarray) -> int:
    """Pixels in which blue leads: the surface, in neither atom's colour."""
    red, green, blue = image[..., 0], image[..., 1], image[..., 2]
    return int(((blue > red + 40) & (green > red + 10) & (blue > green + 15)).sum())


def test_atoms_are_drawn_in_their_colours(crystal):
    image = pixels(picture(crystal, None, size=SIZE))
    red, green, blue = image[..., 0], image[..., 1], image[..., 2]
    assert ((green > red + 60) & (green > blue + 60)).sum() > 500, "no chlorine"
    assert ((blue > green + 25) & (red > green + 10)).sum() > 500, "no lithium"
    assert (image.reshape(-1, 3) == 255).all(axis=1).mean() > 0.3, "the paper is not white"


def test_surface_grows_with_the_level(crystal, field):
    none = count_blue(pixels(picture(crystal, None, size=SIZE)))
    small = count_blue(pixels(picture(crystal, 0.6, field=field, size=SIZE)))
    large = count_blue(pixels(picture(crystal, 1.4, field=field, size=SIZE)))
    assert none + 300 < small < large


def test_dark_paper(crystal):
    image = pixels(picture(crystal, None, size=SIZE, dark=True))
    assert tuple(image[2, 2]) == (0x14, 0x17, 0x1A)


def test_views_differ(crystal):
    first = pixels(picture(crystal, None, size=SIZE))
    along = pixels(picture(crystal, None, size=SIZE, look="c"))
    assert np.abs(first - along).mean() > 3


def test_the_browsers_camera_is_followed(crystal):
    toward, up = view(crystal.cell, "b")
    camera = {"target": [0.5, 0.5, 0.5], "direction": toward.tolist(), "up": up.tolist(), "distance": 40.0}
    near = pixels(picture(crystal, None, size=SIZE, camera=camera))
    far = pixels(picture(crystal, None, size=SIZE, camera=camera | {"distance": 80.0}))
    drawn = [(image != 255).any(axis=2).sum() for image in (near, far)]
    assert 3 < drawn[0] / drawn[1] < 4.5, "twice the distance is about a quarter of the area"


def test_a_path_is_drawn(crystal):
    path = {"points": [[0.0, 0.5, 0.5], [0.5, 0.5, 0.5], [1.0, 0.5, 0.5]], "energies": [0.0, 0.4, 0.0]}
    bare = pixels(picture(crystal, None, size=SIZE, show_atoms=False))
    tube = pixels(picture(crystal, None, size=SIZE, show_atoms=False, path=path))
    assert (np.abs(bare - tube).sum(axis=2) > 60).sum() > 200


@pytest.mark.parametrize("direction", ["a", "b", "c", "a*", "b*", "c*", "reset"])
def test_views_are_square_frames(direction):
    cell = np.array([[3.0, 0.0, 0.0], [-1.5, 2.6, 0.0], [0.4, 0.3, 5.0]])
    toward, up = view(cell, direction)
    assert np.linalg.norm(toward) == pytest.approx(1)
    assert np.linalg.norm(up) == pytest.approx(1)
    assert toward @ up == pytest.approx(0, abs=1e-12)
    if direction in "abc":
        assert toward @ cell["abc".index(direction)] == pytest.approx(np.linalg.norm(cell["abc".index(direction)]))


def test_unknown_view_is_refused():
    with pytest.raises(SettingsError, match="no view"):
        view(np.eye(3), "sideways")
