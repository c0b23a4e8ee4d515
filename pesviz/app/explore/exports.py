"""Downloads of what is shown, for other programs."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import panel as pn
import panel_material_ui as pmui

from pesviz.app.explore import surface
from pesviz.app.state import State
from pesviz.errors import PesvizError
from pesviz.export import ExportFormat, formats, write
from pesviz.figures.overview import write_overview

RESULT, PICTURE, PAGE = ".h5", ".png", ".html"
FIELDS = frozenset({"level_map", "pes"})
WHAT = {
    "level_map": "Field", "surface": "Surface", "path": "Path", "table": "Curves and descriptors",
    "hops": "Hops between sites",
}  # fmt: skip


class Exports:
    """A choice of formats and a button."""

    def __init__(self, state: State) -> None:
        self.state = state
        options = {"pesviz result (.h5): everything": f"result{RESULT}"}
        options["Picture for print (.png), drawn by PyVista"] = f"picture{PICTURE}"
        options["Figure for a paper (.svg): curves, path, slice"] = "figure.svg"
        options["Figure for slides (.png): curves, path, slice"] = "figure.png"
        options["Live page in one file (.html), for a colleague"] = f"page{PAGE}"
        for form in formats():
            for what in form.what:
                if what in {"pes", "page"} or (what in FIELDS and "surface" in form.what):
                    continue  # the viewer's switch says which field; the page stands above
                options[f"{WHAT[what]}: {_title(form)} ({form.suffix})"] = (
                    f"{'field' if what in FIELDS else what}{form.suffix}"
                )
        self.format = pmui.Select(
            label="What to download",
            options=options,
            value=f"result{RESULT}",
            css_classes=["test-export-format"],
            size="small",
            sizing_mode="stretch_width",
        )
        self.button = pmui.FileDownload(
            callback=self._file,
            auto=True,
            label="Download",
            css_classes=["test-export"],
            filename="pesviz.h5",
            variant="outlined",
            size="small",
            sizing_mode="stretch_width",
        )
        self.error = pmui.Alert(
            "", severity="error", visible=False, sizing_mode="stretch_width", margin=(6, 10), variant="outlined"
        )
        self.format.param.watch(lambda _: self._name(), "value")
        state.param.watch(lambda _: self._name(), "landscape")
        hint = (
            '<div class="hint">Fields and surfaces are of what the viewer shows: level map or PES, one ion or all, '
            "these cells, this threshold. A path ends where the ion stops at this threshold.</div>"
        )
        self.layout = pn.Column(
            self.format,
            self.button,
            self.error,
            pn.pane.HTML(hint, sizing_mode="stretch_width", margin=(4, 12)),
            sizing_mode="stretch_width",
            margin=(8, 2),
        )

    def _name(self) -> None:
        landscape = self.state.landscape
        formula = landscape.pes.crystal.formula if landscape is not None else "pesviz"
        what = self.format.value
        suffix = ".zip" if what.endswith(".vesta") else Path(what).suffix
        self.button.filename = f"{formula}-{Path(what).stem}{suffix}".replace("-result", "").replace("-page", "")
        self.error.visible = False

    def _file(self) -> io.BytesIO | None:
        """Write the chosen file and return its bytes."""
        state, what = self.state, Path(self.format.value)
        if state.landscape is None:
            return None
        if what.stem == "picture":
            return io.BytesIO(surface.drawing(state, size=(2400, 1800))())
        kind = state.kind if state.kind in FIELDS else "level_map"
        part = kind if what.stem in {"field", "surface"} else what.stem
        if what.stem == "surface" and kind == "level_map":
            part = "surface"
        with tempfile.TemporaryDirectory(prefix="pesviz-export-") as folder:
            path = Path(folder) / f"{state.landscape.pes.crystal.formula}{what.suffix}"
            try:
                if what.suffix == RESULT:
                    state.landscape.save(path)
                    return io.BytesIO(path.read_bytes())
                if what.stem == "figure":
                    write_overview(state.landscape, path, level=state.threshold, kind=kind, ion=state.ion)
                    return io.BytesIO(path.read_bytes())
                takes_level = what.stem in {"surface", "path", "page"} or what.suffix == ".vesta"
                level = state.threshold if takes_level else None
                written = write(state.landscape, path, part, threshold=level, ion=state.ion, cells=state.cells)
            except PesvizError as error:
                self.error.param.update(title=error.problem, object=error.remedy, visible=True)
                return None
            if len(written) == 1:
                return io.BytesIO(written[0].read_bytes())
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in written:
                    archive.write(file, file.name)
            packed.seek(0)
            return packed


def _title(form: ExportFormat) -> str:
    """Return what people call a format, without what else it can hold."""
    return {".csv": "table", ".json": "JSON"}.get(form.suffix, form.title)
