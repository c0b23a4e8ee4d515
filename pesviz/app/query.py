"""What an address may say of the state; anything else in it is ignored."""

from __future__ import annotations

import contextlib
import math
from typing import Any


def from_query(query: dict[str, str]) -> dict[str, Any]:
    """Return the parts of an address that are valid parameters of the state."""
    out: dict[str, Any] = {}
    with contextlib.suppress(KeyError, ValueError):
        value = float(query["t"])
        if math.isfinite(value):
            out["threshold"] = min(4.0, max(0.0, value))
    with contextlib.suppress(KeyError, ValueError):
        out["ion"] = max(0, int(query["ion"]) - 1)
    if query.get("field") in {"level_map", "pes"}:
        out["kind"] = query["field"]
    if query.get("cells") in {"1", "2"}:
        out["cells"] = int(query["cells"])
    return out
