"""Precomputes the gallery: one result per item and an index, for a page that shows something at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pesviz.landscape.landscape import Landscape
from pesviz.potentials import EnergyModel, potential
from pesviz.potentials.relaxation import relax_steps
from pesviz.structure import GalleryEntry, gallery, load
from pesviz.workflows.scan import scan


@dataclass(frozen=True)
class GalleryItem:
    """One item as built: its key, its result's path, size in bytes, and the numbers that the index holds."""

    key: str
    path: Path
    size: int
    xi: float
    mpe: float


def build_item(entry: GalleryEntry, model: EnergyModel, folder: Path) -> tuple[GalleryItem, Landscape]:
    """Scan one item and write its result.

    Parameters
    ----------
    entry
        The item; its positions are relaxed first where it says so.
    model
        The potential.
    folder
        Where KEY.h5 is written.
    """
    crystal = load(f"gallery:{entry.key}", mobile=entry.mobile)
    if entry.relax_first:
        for step in relax_steps(crystal, model, cell=False):
            crystal = step.crystal
    landscape = scan(crystal, model)
    path = folder / f"{entry.key}.h5"
    landscape.save(path, level_map=False)
    return GalleryItem(entry.key, path, path.stat().st_size, landscape.xi, landscape.mpe), landscape


def build_gallery(
    folder: Path,
    potential_name: str = "chgnet",
    *,
    keys: Iterable[str] | None = None,
    progress: Callable[[GalleryItem], None] | None = None,
) -> list[GalleryItem]:
    """Scan the gallery's structures and write `KEY.h5` each and `index.json`.

    Parameters
    ----------
    folder
        Where to write; made if absent.
    potential_name
        Name of the potential.
    keys
        Items to build; all by default. The index keeps the others.
    progress
        Called after each item.

    Raises
    ------
    PesvizError
        A structure or the potential cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = None if keys is None else set(keys)
    model = potential(potential_name)
    path = folder / "index.json"
    index = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    items = []
    for entry in gallery():
        if wanted is not None and entry.key not in wanted:
            continue
        item, landscape = build_item(entry, model, folder)
        index[entry.key] = landscape.summary.to_index()
        path.write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        items.append(item)
        if progress:
            progress(item)
    return items
