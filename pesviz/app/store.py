"""Results and what is computed of them for the page; knows no widget."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np

from pesviz.app.theme import asset
from pesviz.errors import ResultReadError
from pesviz.io.assets import gallery_index
from pesviz.presentation.names import formula_unicode
from pesviz.screening.writer import FIELDS
from pesviz.structure import Crystal

if TYPE_CHECKING:
    from pesviz.landscape import Landscape
    from pesviz.landscape.free_volume import Kind

THRESHOLDS: np.ndarray = np.linspace(0.0, 4.0, 801)
"""Threshold axis of the curves, eV."""
RESULT_SUFFIX = ".h5"
LISTED = 40
"""Results in the list of recent ones."""


@dataclass(frozen=True)
class Card:
    """A result to choose: key, title, one line about it, a short number at its right."""

    key: str
    title: str
    sub: str = ""
    badge: str = ""
    tip: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return it as plain values."""
        return dict(self.__dict__)


@dataclass(frozen=True, eq=False)
class Curves:
    """Free volumes on the fine threshold axis (Eq. 3).

    Parameters
    ----------
    thresholds
        Threshold axis, eV.
    connected, disconnected
        Exact free volumes; NaN above the limit of an adaptive scan.
    connected_estimate, disconnected_estimate
        The same curves with what is predicted above the limit; None where nothing is predicted.
    """

    thresholds: np.ndarray
    connected: np.ndarray
    disconnected: np.ndarray
    connected_estimate: np.ndarray | None = None
    disconnected_estimate: np.ndarray | None = None

    @property
    def estimates(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Connected and disconnected curves with what is predicted, None where nothing is."""
        if self.connected_estimate is None or self.disconnected_estimate is None:
            return None
        return self.connected_estimate, self.disconnected_estimate

    def to_dict(self) -> dict[str, list[float | None]]:
        """Return them as plain lists, rounded to six digits; None where a value is not known."""
        names = ["thresholds", "connected", "disconnected"]
        if self.estimates is not None:
            names += ["connected_estimate", "disconnected_estimate"]
        return {
            name: [float(f"{value:.6g}") if np.isfinite(value) else None for value in getattr(self, name)]
            for name in names
        }


@lru_cache(maxsize=16_384)
def _head(path: Path, _changed: int) -> dict[str, Any]:
    """Return what a result file says of itself, {} where it is none (a run of molecular dynamics, say)."""
    from pesviz.landscape.layout import FORMAT

    with contextlib.suppress(OSError, KeyError, ValueError), h5py.File(path, "r") as file:
        if file.attrs["format"] == FORMAT:
            names = ("formula", "name", "source")
            return json.loads(file.attrs["summary"]) | {name: str(file.attrs.get(name, "")) for name in names}
    return {}


@lru_cache(maxsize=12)
def _open(path: Path, _changed: int) -> Landscape:
    from pesviz.landscape import open_landscape

    landscape = open_landscape(path)
    _ = landscape.percolation, landscape.level_maps  # computed here, off the event loop
    return landscape


def open_result(path: Path) -> Landscape:
    """Open a result, once for all sessions.

    Raises
    ------
    ResultReadError
        There is no such file, or it is no result.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise ResultReadError(f"There is no result {path.name}.", "Choose another one from the list.") from error
    return _open(path, changed)


def open_prepared(path: Path) -> Landscape:
    """Open a result and compute what the page shows of it, for threads beside the event loop.

    Raises
    ------
    ResultReadError
        See `open_result`.
    """
    landscape = open_result(path)
    _ = landscape.percolation_estimate, landscape.percolation_per_ion, landscape.percolation_estimate_per_ion
    curves(landscape)
    return landscape


def curves(landscape: Landscape) -> Curves:
    """Return the curves of a result on the fine axis."""
    kinds: tuple[Kind, ...] = ("connected", "disconnected")
    volumes = [np.asarray(landscape.free_volume(THRESHOLDS, kind), dtype=float) for kind in kinds]
    if landscape.pes.predicted_above is not None:
        volumes += [np.asarray(landscape.free_volume_estimate(THRESHOLDS, kind), dtype=float) for kind in kinds]
    return Curves(THRESHOLDS, *volumes)


def crystal_bytes(crystal: Crystal) -> bytes:
    """Return a structure as the data of a job of kind "crystal"."""
    return json.dumps(crystal.to_dict()).encode()


def card_of(key: str, landscape: Landscape) -> Card:
    """Return the card of a result of this session."""
    pes = landscape.pes
    title = f"{formula_unicode(pes.crystal.formula)} · {pes.potential.get('name', '')}"
    badge = f"Ξ {landscape.xi:.2f}" if np.isfinite(landscape.xi) else ""
    return Card(key, title, pes.crystal.name, badge)


class Store:
    """The gallery's precomputed results and the results of one folder.

    Parameters
    ----------
    results
        Folder of results to offer, or None.
    """

    def __init__(self, results: Path | None = None) -> None:
        self.results = Path(results) if results else None

    def gallery_cards(self) -> list[Card]:
        """Return the gallery: name, why it is there, its Ξ where it was precomputed."""
        from pesviz.structure import gallery

        index = gallery_index()
        return [
            Card(
                entry.key, entry.title, entry.why, f"Ξ {index[entry.key]['xi']:.2f}" if entry.key in index else "",
                entry.ref,
            )
            for entry in gallery()
        ]  # fmt: skip

    @staticmethod
    def gallery_path(key: str) -> Path:
        """Return the path of a gallery item's precomputed result; the file need not exist."""
        return asset("gallery") / f"{key}{RESULT_SUFFIX}"

    def _files(self) -> list[Path]:
        """Return the files of the folder, newest first."""
        if self.results is None:
            return []
        files = [self.results] if self.results.is_file() else self.results.rglob(f"*{RESULT_SUFFIX}")
        stamped = []
        for path in files:
            with contextlib.suppress(OSError):  # gone in the meantime
                stamped.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(stamped, reverse=True) if not path.name.startswith(".")]

    def result_cards(self) -> list[Card]:
        """Return the newest results of the folder, at most `LISTED`; the page "Rank" has them all."""
        cards: list[Card] = []
        for path in self._files():
            head = _head(path, path.stat().st_mtime_ns)
            if head:
                cards.append(self._card(path, head))
            if len(cards) == LISTED:
                break
        return cards

    def _card(self, path: Path, head: dict[str, Any]) -> Card:
        name = path.stem if path.stem != "result" else path.parent.name
        if path.parent.name == FIELDS:  # of a campaign: its files are named by hashes
            name = head["name"]
        parts = [name, str(head.get("potential", {}).get("name", ""))]
        xi = head.get("xi")
        title = formula_unicode(head["formula"])
        return Card(self._name(path), title, " · ".join(p for p in parts if p), "" if xi is None else f"Ξ {xi:.2f}")

    def result_of(self, source: str) -> str | None:
        """Return the name of the newest result of a structure, None where there is none."""
        for path in self._files():
            if source and _head(path, path.stat().st_mtime_ns).get("source") == source:
                return self._name(path)
        return None

    def result_path(self, name: str) -> Path:
        """Return the path of a result that is listed; names from outside are looked up, never used as paths.

        Raises
        ------
        ResultReadError
            No such result is listed.
        """
        if self.results is not None:
            files = [self.results] if self.results.is_file() else self.results.rglob(f"*{RESULT_SUFFIX}")
            for path in files:
                if self._name(path) == name:
                    return path
        raise ResultReadError(f"There is no result named {name}.", "Choose another one from the list.")

    def _name(self, path: Path) -> str:
        root = self.results
        return path.name if root is None or root == path else path.relative_to(root).as_posix()
