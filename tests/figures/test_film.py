"""Films of the threshold, read back by Pillow and by ffmpeg."""

from __future__ import annotations

import builtins

import numpy as np
import pytest
from PIL import Image, ImageSequence

import pesviz
from pesviz.app.theme import asset
from pesviz.errors import SettingsError
from pesviz.figures.film import caption, film_end, threshold_film
from tests.adaptive import infinite_above

SMALL = {"size": (241, 180), "seconds": 1.0, "fps": 5, "end": 1.6}


@pytest.fixture(scope="module")
def nitride():
    return pesviz.open(asset("gallery/Li3N.h5"))


def blue(picture: np.ndarray) -> int:
    """Pixels of the surface."""
    red, green, b = np.moveaxis(picture.astype(int), -1, 0)
    return int(((b > red + 40) & (green > red + 10) & (b > green + 10)).sum())


def test_a_gif_grows_with_the_threshold(nitride, tmp_path):
    told = []
    path = threshold_film(nitride, tmp_path / "film.gif", progress=lambda *now: told.append(now), **SMALL)
    with Image.open(path) as film:
        pictures = [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(film)]
        film.seek(len(pictures) - 1)
        assert film.info["duration"] == 1500
    assert len(pictures) == 5
    assert pictures[0].shape == (180, 241, 3)
    assert told == [(n, 5) for n in range(1, 6)]
    seen = [blue(picture) for picture in pictures]
    assert seen == sorted(seen)
    assert seen[-1] > seen[0] + 2000


def test_an_mp4_has_its_length_and_even_sides(nitride, tmp_path):
    ffmpeg = pytest.importorskip("imageio_ffmpeg", reason="films as .mp4 need the extra 'film'")
    path = threshold_film(nitride, tmp_path / "film.mp4", **SMALL)
    reader = ffmpeg.read_frames(str(path))
    meta = next(reader)
    assert meta["size"] == (240, 180)
    assert meta["codec"] == "h264"
    assert meta["pix_fmt"].startswith("yuv420p")
    pictures = [np.frombuffer(data, dtype=np.uint8).reshape(180, 240, 3) for data in reader]
    assert len(pictures) == 5 + round(1.5 * 5)
    assert blue(pictures[-1]) > blue(pictures[0]) + 2000


def test_without_ffmpeg_the_error_says_what_to_install(nitride, tmp_path, monkeypatch):
    real = builtins.__import__

    def missing(name, *rest, **named):
        if name == "imageio_ffmpeg":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SettingsError, match="needs imageio-ffmpeg") as caught:
        threshold_film(nitride, tmp_path / "film.mp4", **SMALL)
    assert "pesviz[film]" in caught.value.remedy


def test_captions_and_the_end(nitride):
    found = nitride.percolation
    assert caption(nitride, 0.3) == "0.30 eV   not connected"
    assert caption(nitride, found.e_2d + 1e-3) == f"{found.e_2d + 1e-3:.2f} eV   2D, [1 0 0] and [0 1 0]"
    assert caption(nitride, found.e_3d + 1e-3).endswith("3D")
    assert found.e_3d < film_end(nitride) < 4.0


def test_nonsense_is_refused(nitride, tmp_path):
    for options, words in (({"end": 0.0}, "shows nothing"), ({"seconds": 0}, "needs a length")):
        with pytest.raises(SettingsError, match=words):
            threshold_film(nitride, tmp_path / "x.gif", **options)
    with pytest.raises(SettingsError, match="cannot be written"):
        threshold_film(nitride, tmp_path / "x.avi")


def test_a_film_goes_on_into_what_is_predicted(adaptive_landscape):
    assert film_end(adaptive_landscape) > 0.7, "past the predicted E_3D"
    assert film_end(infinite_above(adaptive_landscape, 0.6)) <= 0.6
    assert caption(adaptive_landscape, 0.5) == "0.50 eV   2D, [1 0 0] and [0 1 0]"
    assert caption(adaptive_landscape, 0.9) == "0.90 eV   ≈ 3D (predicted)"
