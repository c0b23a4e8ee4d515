"""Guessing the format of a file from its name and content.

Only formats whose ASE reader parses plain text are listed: bytes from outside are read as one of these only, so
that no reader that unpickles, executes or opens other files is reached. (ASE's reader of CASTEP's .cell files, for
example, starts the program `castep`; such a file is read from a path only.)
"""

from __future__ import annotations

import re
from fnmatch import fnmatch

NAMES: tuple[tuple[str, str], ...] = (
    ("*.cif", "cif"),
    ("*.mcif", "cif"),
    ("*.json", "json"),
    ("*poscar*", "poscar"),
    ("*contcar*", "poscar"),
    ("*.vasp", "poscar"),
    ("*xdatcar*", "vasp-xdatcar"),
    ("*vasprun*.xml", "vasp-xml"),
    ("*.fdf", "siesta-fdf"),
    ("*.xv", "siesta-xv"),
    ("*.struct_out", "struct_out"),
    ("*.pwi", "espresso-in"),
    ("*.pwo", "espresso-out"),
    ("geometry.in*", "aims"),
    ("geometry.out", "elk"),
    ("*.in", "espresso-in"),
    ("*.in", "aims"),
    ("*.in", "abinit-in"),
    ("*.out", "espresso-out"),
    ("*.lmp", "lammps-data"),
    ("*.lammps", "lammps-data"),
    ("*.data", "lammps-data"),
    ("*.data", "runnerdata"),
    ("*.xyz", "extxyz"),
    ("*.extxyz", "extxyz"),
    ("*.abi", "abinit-in"),
    ("*.arc", "dmol-arc"),
    ("*.ascii", "v-sim"),
    ("*.car", "dmol-car"),
    ("*.cfg", "cfg"),
    ("*.config", "dlp4"),
    ("config", "dlp4"),
    ("*.cube", "cube"),
    ("*.f34", "crystal"),
    ("*.g96", "gromos"),
    ("*.gen", "gen"),
    ("*.geom", "castep-geom"),
    ("*.gro", "gromacs"),
    ("*.magres", "magres"),
    ("*.md", "castep-md"),
    ("*.pdb", "proteindatabank"),
    ("*.res", "res"),
    ("*.rmc6f", "rmc6f"),
    ("*.shelx", "res"),
    ("*.struct", "struct"),
    ("*.xsd", "xsd"),
    ("*.xsf", "xsf"),
)
"""Patterns of file names in lower case, and the format each suggests."""

_NUMBER = r"-?[\d.]+(?:[eE][-+]?\d+)?"

CONTENTS: tuple[tuple[str, str], ...] = (
    (r"^[ \t]*data_\S*[ \t]*$", "cif"),
    (r"\A\s*\{", "json"),
    (r"^[ \t]*Lattice[-_.]?Constant\b", "siesta-fdf"),
    (r"^[ \t]*%block[ \t]+Atomic[-_.]?Coordinates[-_.]?And[-_.]?Atomic[-_.]?Species\b", "siesta-fdf"),
    (r"^[ \t]*&(control|system)\b", "espresso-in"),
    (r"Program PWSCF", "espresso-out"),
    (r"\bxlo[ \t]+xhi\b", "lammps-data"),
    (r"^[ \t]*lattice_vector[ \t]", "aims"),
    (r"^[ \t]*znucl[ \t]", "abinit-in"),
    (r"<modeling>", "vasp-xml"),
    (r"\A\s*Number of particles[ \t]*=", "cfg"),
    (r"\A\s*begin\b", "runnerdata"),
    (r"^[ \t]*(PRIMVEC|CONVVEC)\b", "xsf"),
    (r"Direct configuration=", "vasp-xdatcar"),
    (r"\A\s*\d+[ \t]*\n", "extxyz"),
    (rf"\A[^\n]*\n[ \t]*{_NUMBER}([ \t]+{_NUMBER}){{0,2}}[ \t]*\n([ \t]*{_NUMBER}[ \t]+{_NUMBER}[ \t])", "poscar"),
)
"""Patterns of content, and the format each suggests. Blanks match within a line only: with line ends included,
many empty lines would take quadratic time."""

TEXT_FORMATS: frozenset[str] = frozenset(form for _, form in (*NAMES, *CONTENTS))
"""Formats that are read from bytes."""

_HEAD = 200_000
"""Characters of a file that are searched for signs of its format."""


def guess_formats(name: str, text: str) -> list[str]:
    """Return the formats to try, the likeliest first: those of the name, then those of the content.

    Parameters
    ----------
    name
        File name without folders and without the suffix of a compression.
    text
        Content.
    """
    lower_name = name.lower()
    by_name = [form for pattern, form in NAMES if fnmatch(lower_name, pattern)]
    by_content = [
        form for pattern, form in CONTENTS if re.search(pattern, text[:_HEAD], re.MULTILINE | re.IGNORECASE)
    ]
    by_both = [form for form in by_name if form in by_content]
    return list(dict.fromkeys([*by_both, *by_name, *by_content]))
