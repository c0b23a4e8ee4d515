"""What a page gets of its session, and what the shell asks of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import panel as pn

from pesviz.app.context import Context
from pesviz.app.dynamics.shared import SharedSelection
from pesviz.landscape import Landscape
from pesviz.structure import Crystal

EXPLORE = "explore"
"""The explorer's name in the address."""


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
