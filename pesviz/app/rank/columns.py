"""The table's columns: titles, meanings, how numbers are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from bokeh.models.widgets.tables import HTMLTemplateFormatter

from pesviz.presentation.javascript import call
from pesviz.presentation.terms import TERMS
from pesviz.ranking.model_comparison import FEATURE_SETS
from pesviz.ranking.models import KINDS


@dataclass(frozen=True)
class Column:
    """A column.

    Parameters
    ----------
    title
        Its heading (HTML); `plain` is the same for axes and menus.
    tip
        What it means, one sentence.
    kind
        "formula", "bar", "number", "percent", "count", "seconds", "scientific", "text" or "status".
    width
        Its width, px.
    visible
        Whether it is shown at first.
    digits
        Decimals of a number.
    """

    title: str
    plain: str
    tip: str
    kind: str = "number"
    width: int = 76
    visible: bool = True
    digits: int = 3

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers."""
        return self.kind not in {"formula", "text", "status"}


COLUMNS: dict[str, Column] = {
    "formula": Column("Formula", "Formula", "Reduced formula; click one to open it in 3-D.", "formula", 128),
    "source_id": Column("Name", "Name", "What the structure is called where it came from.", "text", 84),
    "xi": Column("Ξ", "Ξ", TERMS["xi"], "bar", 114),
    "xi_median": Column(
        "median<small> Ξ</small>", "median Ξ",
        "Median of Ξ over the ordered realisations of a disordered structure.", "number", 78,
    ),
    "xi_spread": Column(
        "± <small>Ξ</small>", "± Ξ (realisations)",
        "Spread of Ξ over the realisations: half the distance between the 16th and 84th percentiles.", "number", 66,
    ),
    "xi_mean": Column("mean<small> Ξ</small>", "mean Ξ", "Mean of Ξ over the potentials.", "number", 74),
    "xi_disagreement": Column(
        "differ<small> Ξ</small>", "disagreement of Ξ",
        "Disagreement of the potentials: the largest Ξ minus the smallest.", "number", 76,
    ),
    "sigma": Column(
        "σ<small> S/cm</small>", "σ (S/cm)",
        "Known conductivity, measured or computed, at the temperature of its data set; “<” where only an upper bound "
        "is known.", "scientific", 92,
    ),
    "sigma_300K": Column(
        "σ<sub>300 K</sub><small> S/cm</small>", "σ 300 K by MD (S/cm)",
        "Conductivity at 300 K by molecular dynamics: Nernst–Einstein, along the Arrhenius line; see Dynamics.",
        "scientific", 104,
    ),
    "e_a": Column(
        "E<sub>A</sub><small> eV</small>", "E A by MD (eV)",
        "Activation energy of diffusion by molecular dynamics. See the page Dynamics.", "number", 76,
    ),
    "s1": Column("S₁", "S₁", TERMS["s1"], "number", 60),
    "s2": Column("S₂", "S₂", TERMS["s2"], "number", 60),
    "mpe": Column("MPE<small> eV</small>", "MPE (eV)", TERMS["mpe"], "number", 80),
    "e1d": Column("E<sub>1D</sub><small> eV</small>", "E 1D (eV)", TERMS["e_1d"], "number", 74),
    "e2d": Column("E<sub>2D</sub><small> eV</small>", "E 2D (eV)", TERMS["e_2d"], "number", 74),
    "e3d": Column("E<sub>3D</sub><small> eV</small>", "E 3D (eV)", TERMS["e_3d"], "number", 74),
    "fv_conn_0p5": Column(
        "FV<sub>conn</sub>", "FV connected at 0.5 eV", "Connected free volume at 0.5 eV, share of the cell (Eq. 3).",
        "percent", 78,
    ),
    "fv_disc_0p5": Column(
        "FV<sub>disc</sub>", "FV disconnected at 0.5 eV",
        "Disconnected free volume at 0.5 eV, share of the cell (Eq. 3).", "percent", 78,
    ),
    "md": Column(
        "Dynamics", "Dynamics", "Potential and temperatures of the molecular dynamics, and what it cannot tell.",
        "text", 150, visible=False,
    ),
    "group": Column("Family", "Family", "Family of the structure in the labelled data.", "text", 118, visible=False),
    "potential": Column("Potential", "Potential", "Machine-learned potential of the energies.", "text", 122),
    "n_atoms": Column("Atoms", "Atoms", "Atoms in the cell that was scanned.", "count", 70),
    "seconds": Column("Time", "Time (s)", "Wall time of scan and level maps.", "seconds", 68),
    "mobile": Column("Ion", "Mobile ion", "Mobile species.", "text", 60, visible=False),
    "n_points": Column("Points", "Grid points", "Grid points of all ions.", "count", 84, visible=False),
    "n_evaluated": Column("Energies", "Energies computed", "Energies computed.", "count", 92, visible=False),
    "up_to": Column(
        "Known<small> eV</small>", "Known up to (eV)", "Energy at which the scan ended; empty where it knows all.",
        "number", 84, visible=False, digits=2,
    ),
    **{
        f"{name}_estimate": Column(
            f"≈ {title}", f"{plain}, predicted", f"{plain} as predicted, where the exact value is not known.",
            "number", 84, visible=False, digits=2,
        )
        for name, title, plain in (
            ("xi", "Ξ", "Ξ"), ("mpe", "MPE<small> eV</small>", "MPE (eV)"),
            ("e1d", "E<sub>1D</sub><small> eV</small>", "E 1D (eV)"),
            ("e2d", "E<sub>2D</sub><small> eV</small>", "E 2D (eV)"),
            ("e3d", "E<sub>3D</sub><small> eV</small>", "E 3D (eV)"),
        )
    },
    "smearing": Column(
        "Smearing", "Smearing", "None, or as in the paper's released code.", "text", 92, visible=False
    ),
    "realisation": Column(
        "Draw", "Realisation", "Number of the ordered realisation of a disordered structure.", "count", 70,
        visible=False,
    ),
    "draws": Column(
        "Draws", "Realisations", "How many ordered realisations of a disordered structure there are.", "count", 74,
        visible=False,
    ),
    "sigma_error": Column(
        "± σ", "σ error (S/cm)", "Error of the measured conductivity.", "scientific", 92, visible=False
    ),
    "status": Column("Status", "Status", "Done, stopped, failed or skipped; hover for the reason.", "status", 88),
    "error": Column("Reason", "Reason", "Why a row failed, was skipped or stopped.", "text", 260, visible=False),
    "source": Column("Read from", "Read from", "Where the structure was read.", "text", 220, visible=False),
    "settings": Column(
        "Settings", "Settings", "Hash of potential, grid and smearing: rows with equal ones are comparable.", "text",
        110, visible=False,
    ),
}  # fmt: skip
"""Columns in their order."""
COLUMNS |= {
    f"model_{kind}_{features}": Column(
        f"{title}<small> {FEATURE_SETS[features]}</small>", f"{title} on {FEATURE_SETS[features]}",
        f"Probability of a good conductor by {title} on {FEATURE_SETS[features]} descriptors, fitted to labels and "
        "applied with `pesviz evaluate --apply`.", "number", 132,
    )
    for kind, title in KINDS.items() for features in FEATURE_SETS
}  # fmt: skip
ESTIMATED = ("xi", "mpe", "e1d", "e2d", "e3d")
"""Columns whose cells show what is predicted where the exact number lies above the limit of the scan."""
MARKS = ("error", "upper_bound", "up_to", *(f"{name}_estimate" for name in ESTIMATED), "xi_below")
"""Columns that formatters of others need."""

_CUBE = (
    "<svg viewBox='0 0 24 24' width='14' height='14' aria-hidden='true'><path fill='none' stroke='currentColor' "
    "stroke-width='1.8' stroke-linejoin='round' d='M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12L4 7.5'/>"
    "</svg>"
)
_NONE = "<span class='none' title='unknown, or above what was computed'>–</span>"
_ABOVE = (
    "<% if (typeof up_to === 'number' && !isNaN(up_to)) { %><span class='none' title='above the energy at which the "
    "scan ended'>&gt; <%= up_to %></span><% } else { %>" + _NONE + "<% } %>"
)
_KNOWN = "<% if (value === null || value === undefined || (typeof value === 'number' && isNaN(value))) { %>"
_ELSE, _END = "<% } else { %>", "<% } %>"


def _predicted(name: str) -> str:
    """Return what a cell shows where there is no exact number: "≈ 1.4", else "> 0.6", else a dash."""
    estimate, digits = f"{name}_estimate", 2 if name == "xi" else 1
    return (
        f"<% if (typeof {estimate} === 'number' && !isNaN({estimate})) {{ %><span class='none' title='predicted: not "
        f"exact above the energy at which the scan ended'>≈ <%= {estimate}.toFixed({digits}) %></span>"
        f"<% }} else {{ %>{_NONE if name == 'xi' else _ABOVE}<% }} %>"
    )


def _stopped(otherwise: str) -> str:
    """Return what stands instead of Ξ where a structure was stopped: "< 0.25 ≈ 0.03"."""
    return (
        "<% if (typeof xi_below === 'number' && !isNaN(xi_below)) { %><span class='none'>"
        '<span title="<%- error %>">'
        "&lt; <%= xi_below %></span> <small title='predicted'>≈ <%= xi_estimate.toFixed(2) %></small></span>"
        f"<% }} else {{ %>{otherwise}<% }} %>"
    )


def formatter(name: str) -> HTMLTemplateFormatter:
    """Return how the cells of a column are drawn; texts are always escaped."""
    column = COLUMNS[name]
    body = {
        "bar": "<span class='bar'><i style='width:<%= Math.max(0, Math.min(1, value)) * 56 %>px'></i>"
        "<b><%= value.toFixed(3) %></b></span>",
        "number": f"<%= value.toFixed({column.digits}) %>",
        "percent": f"<%= {call('format.share', 'value')} %><small> %</small>",
        "count": "<%= value.toLocaleString('en').replace(/,/g, '\u202f') %>",
        "seconds": f"<%= {call('format.duration', 'value')} %>",
        "scientific": f"<%= {call('format.conductivity', 'value', 'upper_bound')} %>",
        "formula": "<span class='formula' title='Open in the 3-D explorer'><span>"
        f"<%= {call('format.formula', '_.escape(value)')} || '<span class=none>unread</span>' %></span>"
        f"{_CUBE}</span>",
        "text": "<span title=\"<%- value %>\"><%- value %></span>",
        "status": "<span class='status <%- value %>' title=\"<%- error %>\"><%- value %></span>",
    }[column.kind]  # fmt: skip
    if name == "sigma":
        body = body.replace("upper_bound", "(typeof upper_bound === 'undefined' ? false : upper_bound)")
    elif column.kind == "scientific":
        body = body.replace("upper_bound", "false")
    nothing = _predicted(name) if name in ESTIMATED else _NONE
    if name == "xi":
        nothing = _stopped(nothing)
    return HTMLTemplateFormatter(template=f"{_KNOWN}{nothing}{_ELSE}{body}{_END}")


def ordered(frame: pd.DataFrame) -> list[str]:
    """Return the columns of a table in their order; the potential comes first where there are several."""
    names = [name for name in (*COLUMNS, *(mark for mark in MARKS if mark not in COLUMNS)) if name in frame]
    if "potential" in names and frame.loc[frame["potential"] != "", "potential"].nunique() > 1:
        names.remove("potential")
        names.insert(names.index("xi"), "potential")
    return names


def table_options(names: list[str]) -> dict[str, Any]:
    """Return what Tabulator is told of columns: titles, formatters, widths, alignment, tooltips."""
    columns = [name for name in names if name in COLUMNS]
    right = {"number", "percent", "count", "seconds", "scientific"}
    return {
        "titles": {name: COLUMNS[name].title for name in columns},
        "formatters": {name: formatter(name) for name in columns},
        "widths": {name: COLUMNS[name].width for name in columns},
        "text_align": {name: "right" if COLUMNS[name].kind in right else "left" for name in columns},
        "header_align": {name: "right" if COLUMNS[name].kind in right else "left" for name in columns},
        "header_tooltips": {name: COLUMNS[name].tip for name in columns},
    }
