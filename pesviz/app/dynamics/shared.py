"""State that the pages "Rank" and "Dynamics" share in one session."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.app.dynamics.analysis import Analysis
from pesviz.app.dynamics.runs import System, example, systems_in
from pesviz.dynamics import MSDSettings

if TYPE_CHECKING:
    from pesviz.structure import Crystal


@dataclass(eq=False)
class SharedSelection:
    """What the pages "Rank" and "Dynamics" hand to each other in one session.

    Parameters
    ----------
    crystals
        Structures of the rows selected in "Rank", for runs.
    systems
        Runs of the session that have ended.
    settings
        Windows and fit interval that are set on the page "Dynamics".
    overrides
        By a system's key: temperature → whether it is to count, where a person said so.
    """

    crystals: tuple[Crystal, ...] = ()
    systems: list[System] = field(default_factory=list)
    settings: MSDSettings = MSDSettings()  # noqa: RUF009 - frozen
    overrides: dict[str, dict[float, bool]] = field(default_factory=dict)

    def analysis_of(self, system: System) -> Analysis:
        """Return a system with what the page says about it."""
        return Analysis(system, self.settings, self.overrides.get(system.key, {}))

    def all_systems(self, folder: Path | None) -> tuple[System, ...]:
        """Return all runs: this session's, newest first, then those of a folder, then the example."""
        return (*reversed(self.systems), *systems_in(folder), *example())
