"""Figures of a benchmark with the limits that they are held to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]


def row(figure: str, value: float, limit: str, **details: Any) -> Row:
    """One figure with the limit it is held to, such as "≥ 2" or "≤ 8 s"; no limit where it is only shown."""
    figures: Row = {"figure": figure, "value": value, "limit": limit, **details}
    if limit:
        sign, bound = limit.split()[:2]
        figures["met"] = value >= float(bound) if sign == "≥" else value <= float(bound)
    return figures


def judge(rows: Iterator[Row]) -> Iterator[Row]:
    """Judge figures by their limits."""
    for figures in rows:
        yield row(figures.pop("figure"), figures.pop("value"), figures.pop("limit"), **figures)
