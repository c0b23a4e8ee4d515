"""Pages beside the explorer, each built when it is first visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pesviz.app.page_context import PageContext, View


@dataclass(frozen=True)
class Page:
    """A page of the dashboard."""

    title: str
    build: Callable[[PageContext, bool], View]


def pages() -> dict[str, Page]:
    """Return the pages beside the explorer by their name in the address; a first page does without their imports."""
    from pesviz.app.dynamics.page import DynamicsPage
    from pesviz.app.evaluate.page import EvaluatePage
    from pesviz.app.rank.page import RankPage

    return {
        "rank": Page("Rank", RankPage),
        "dynamics": Page("Dynamics", DynamicsPage),
        "evaluate": Page("Evaluate", EvaluatePage),
    }
