"""Pages beside the explorer, each built when it is first visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import panel as pn

from pesviz.app.context import Context
from pesviz.app.dynamics.runs import SharedSelection
from pesviz.landscape import Landscape
from pesviz.structure import Crystal


@dataclass(frozen=True)
class PageContext:
    """What a page may do beyond its own views.

    Parameters
    ----------
    server
        What the server's sessions share: results, jobs, limits.
    session
        The session's id, which owns its jobs.
    show
        Shows a result in the explorer and goes there: the landscape, and where it comes from (for the address:
        "result:NAME", or "" where no address brings it back).
    current_crystal
        Returns the structure that the explorer shows, None where it shows none.
    go
        Goes to a page, by its name in the address.
    shared
        What the pages "Rank" and "Dynamics" hand to each other.
    """

    server: Context
    session: str
    show: Callable[[Landscape, str], None]
    current_crystal: Callable[[], Crystal | None] = lambda: None
    go: Callable[[str], None] = lambda _: None
    shared: SharedSelection = field(default_factory=SharedSelection)


class View(Protocol):
    """A page: made of a context and whether the colours are dark."""

    layout: pn.viewable.Viewable

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""

    def enter(self) -> None:
        """Begin to follow what changes: the page is shown."""

    def leave(self) -> None:
        """Stop following: another page is shown."""


@dataclass(frozen=True)
class Page:
    """A page of the dashboard.

    Parameters
    ----------
    title
        Its name in the bar.
    build
        Makes it, of a context and whether the colours are dark.
    """

    title: str
    build: Callable[[PageContext, bool], View]


EXPLORE = "explore"


def pages() -> dict[str, Page]:
    """Return the pages beside the explorer by their name in the address."""
    from pesviz.app.dynamics.page import DynamicsPage
    from pesviz.app.evaluate.page import EvaluatePage
    from pesviz.app.rank.page import RankPage

    return {
        "rank": Page("Rank", RankPage),
        "dynamics": Page("Dynamics", DynamicsPage),
        "evaluate": Page("Evaluate", EvaluatePage),
    }
