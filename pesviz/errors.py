"""Every error that a person can cause, each with what to do about it."""

from __future__ import annotations

from typing import ClassVar


class PesvizError(Exception):
    """A problem that the person using pesviz can mend.

    Parameters
    ----------
    problem
        One sentence: what is wrong, and where.
    remedy
        One sentence: what to do about it.

    Attributes
    ----------
    code
        Name of the kind of problem, which stays when sentences change: for programs, statuses of jobs and tests.
    """

    code: ClassVar[str] = "problem"

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


class StructureError(PesvizError):
    """A structure cannot be used for a scan."""

    code = "structure"


class StructureReadError(StructureError):
    """A file or text holds no structure that can be read."""

    code = "structure-read"


class DisorderError(StructureError):
    """Sites are partially occupied, so that there is no single arrangement of atoms."""

    code = "disorder"


class NoMobileIonError(StructureError):
    """The structure has no ion of the species asked for, or none that could be mobile."""

    code = "no-mobile-ion"


class OverlapError(StructureError):
    """Two atoms are closer than any real pair could be."""

    code = "overlap"


class NotPeriodicError(StructureError):
    """The structure is not a three-dimensional crystal: no cell, a molecule or a slab."""

    code = "not-periodic"


class PotentialError(PesvizError):
    """A potential is unknown, not installed, or cannot be used."""

    code = "potential"


class UnknownElementError(PotentialError):
    """The potential was not trained on an element of the structure."""

    code = "unknown-element"


class WorkerError(PesvizError):
    """A process that evaluates energies for a scan ended."""

    code = "worker"


class ScanTooLargeError(PesvizError):
    """The scan has more points than the limit."""

    code = "scan-too-large"


class GridMismatchError(PesvizError):
    """Fields that belong together lie on different grids."""

    code = "grid-mismatch"


class ResultReadError(PesvizError):
    """A file or folder holds no pesviz result."""

    code = "result-read"


class CheckpointError(PesvizError):
    """A checkpoint belongs to another scan or cannot be written."""

    code = "checkpoint"


class SettingsError(PesvizError, ValueError):
    """An option has a value outside its range."""

    code = "settings"


class NetworkError(PesvizError):
    """Something has to be fetched and cannot be."""

    code = "network"


class TrajectoryError(PesvizError):
    """A trajectory cannot be read, is too short, or does not fit the question."""

    code = "trajectory"


class LabelsError(PesvizError):
    """Labelled data is missing, cannot be read, or does not fit the results."""

    code = "labels"


class CampaignError(PesvizError):
    """A screening campaign cannot start or go on."""

    code = "campaign"


class BarrierError(PesvizError):
    """A barrier cannot be relaxed: there is no path, its ends are not stable, or a file holds another one."""

    code = "barrier"


class RenderingError(PesvizError):
    """There is nothing to draw a 3-D picture with."""

    code = "rendering"
