"""The structure of the package: no circle of files, modules of a readable length, dependencies declared and used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
"""Lines of a module, at most."""
DISTRIBUTIONS = {
    "pymatgen": "pymatgen",
    "skimage": "scikit-image",
    "yaml": "pyyaml",
    "sklearn": "scikit-learn",
    "psycopg2": "psycopg2-binary",
    "mp_api": "mp-api",
    "dask_jobqueue": "dask-jobqueue",
    "ase_db_backends": "ase-db-backends",
    "imageio_ffmpeg": "imageio-ffmpeg",
}
"""Names on PyPI of packages that are imported under another name."""
WITHOUT_IMPORT = {"matminer": "its featuriser is looked up by name", "ase-db-backends": "ASE loads it for PostgreSQL"}
"""Dependencies that no line imports, and why they are needed."""


def circles() -> list[list[str]]:
    """Strongly connected modules of the package (imports for type checking aside), by Tarjan's algorithm."""
    import grimp
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = grimp.build_graph("pesviz", exclude_type_checking_imports=True)
    modules = sorted(graph.modules)
    number = {module: n for n, module in enumerate(modules)}
    pairs = [(number[a], number[b]) for a in modules for b in graph.find_modules_directly_imported_by(a)]
    rows, columns = zip(*pairs, strict=True)
    matrix = coo_array(([True] * len(pairs), (rows, columns)), shape=(len(modules),) * 2)
    _, labels = connected_components(matrix, connection="strong")
    groups: dict[int, list[str]] = {}
    for module, label in zip(modules, labels, strict=True):
        groups.setdefault(int(label), []).append(module)
    return [group for group in groups.values() if len(group) > 1]


def test_no_circle_of_files():
    assert circles() == []


def test_modules_are_short():
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
               for folder in ("pesviz", "benchmarks", "tools") for path in (ROOT / folder).rglob("*.py")
               if "node_modules" not in path.parts}  # fmt: skip
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}


def imported() -> set[str]:
    """Top-level packages that the package's modules import, other than Python's own and itself."""
    names = set()
    for path in (ROOT / "pesviz").rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"pesviz", "__future__"}


def declared() -> dict[str, set[str]]:
    """Distributions that pyproject.toml asks for: "run" for the package, and those of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = re.compile(r"[A-Za-z0-9._-]+")
    groups = {"run": project["dependencies"], **project["optional-dependencies"]}
    return {key: {name.match(line)[0].lower() for line in lines} for key, lines in groups.items()}


def distribution(package: str) -> str:
    """Name on PyPI of an imported package."""
    known = packages_distributions().get(package)
    return DISTRIBUTIONS.get(package) or (known[0].lower() if known else package)


def test_what_is_imported_is_declared():
    everything = set().union(*(names for key, names in declared().items() if key not in {"test", "dev"}))
    assert {distribution(package) for package in imported()} - everything == set()


def test_what_is_declared_is_imported():
    used = {distribution(package) for package in imported()}
    everything = set().union(*(names for key, names in declared().items() if key not in {"test", "dev"}))
    assert everything - used - set(WITHOUT_IMPORT) == set()
