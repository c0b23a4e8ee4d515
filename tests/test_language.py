"""The language of the code: values are not named by participles, and citations lead to headings of docs/method.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for path in (ROOT / "pesviz").rglob("*.py") if "node_modules" not in path.parts)
PARTICIPLES = frozenset({"asked", "drawn", "found", "kept", "mended", "said", "told", "wanted"})
"""Names that do not say what a value is."""


def _names(tree: ast.AST) -> set[str]:
    """Return all variables, parameters, attributes, functions and classes that a module names."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
    return names


def test_names_say_what_a_value_is():
    names = {
        str(path.relative_to(ROOT)): {name.strip("_") for name in _names(ast.parse(path.read_text(encoding="utf-8")))}
        for path in MODULES
    }
    assert {path: offences for path, all_names in names.items() if (offences := all_names & PARTICIPLES)} == {}


def test_citations_lead_to_headings_of_the_method():
    method = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^#{2,3} (\d+(?:\.\d+)?) ", method, re.MULTILINE))
    cited = {
        number
        for path in MODULES
        for number in re.findall(r"docs/method\.md, (\d+(?:\.\d+)?)", path.read_text(encoding="utf-8"))
    }
    assert len(cited) > 10
    assert cited <= headings


def test_nothing_outside_the_repository_is_cited():
    outside = re.compile(r"\b(DESIGN|STYLE)\.md\b|\bDESIGN \d|\bsection \d+\.\d", re.IGNORECASE)
    assert [str(path) for path in MODULES if outside.search(path.read_text(encoding="utf-8"))] == []
