"""Precomputes the gallery: one result per item and an index, for a page that shows something at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass
from pathlib import Path

from pesviz.io.atomic import write_text
from pesviz.potentials.model import EnergyModel
from pesviz.structure import gallery, load
from pesviz.workflows import Relaxation
from pesviz.workflows.progress import Progress, run
from pesviz.workflows.scan import ScanWorkflow


@dataclass(frozen=True)
class GalleryItem:
    """One item as built: its key, its result's path, size in bytes, and the numbers that the index holds."""

    key: str
    path: Path
    size: int
    xi: float
    mpe: float


@dataclass(frozen=True, eq=False)
class GalleryWorkflow:
    """Scans of the gallery's structures.

    Parameters
    ----------
    model
        The potential.
    folder
        Where KEY.h5 and index.json are written; made if absent.
    keys
        Items to build; all by default. The index keeps the others.
    """

    model: EnergyModel
    folder: Path
    keys: Collection[str] | None = None

    def steps(self) -> Generator[Progress[GalleryItem], None, list[GalleryItem]]:
        """Yield progress after each item; return all.

        Raises
        ------
        PesvizError
            A structure or the potential cannot be used.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / "index.json"
        index = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        entries = [entry for entry in gallery() if self.keys is None or entry.key in self.keys]
        items: list[GalleryItem] = []
        for entry in entries:
            crystal = load(f"gallery:{entry.key}", mobile=entry.mobile)
            relax: Relaxation = "positions" if entry.relax_first else "none"
            landscape = ScanWorkflow(crystal, self.model, relax=relax, estimates=False).run()
            path = self.folder / f"{entry.key}.h5"
            landscape.save(path, level_map=False)
            item = GalleryItem(entry.key, path, path.stat().st_size, landscape.xi, landscape.mpe)
            index[entry.key] = landscape.summary.to_index()
            write_text(file, json.dumps(index, indent=1, ensure_ascii=False) + "\n")
            items.append(item)
            yield Progress("scanning", entry.key, len(items), len(entries), payload=item)
        return items

    def run(self, callback: Callable[[Progress[GalleryItem]], object] | None = None) -> list[GalleryItem]:
        """Build all items; `callback` gets each progress."""
        return run(self.steps(), callback)
