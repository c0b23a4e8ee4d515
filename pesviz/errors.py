"""Every error that a person can cause, each with what to do about it."""

from __future__ import annotations


class PesvizError(Exception):
    """A problem that the person using pesviz can mend.

    Parameters
    ----------
    problem
        One sentence: what is wrong, and where.
    remedy
        One sentence: what to do about it.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


class StructureError(PesvizError):
    """A structure cannot be used for a scan."""


class StructureReadError(StructureError):
    """A file or text holds no structure that can be read."""


class DisorderError(StructureError):
    """Sites are partially occupied, so that there is no single arrangement of atoms."""


class NoMobileIonError(StructureError):
    """The structure has no ion of the species asked for, or none that could be mobile."""


class OverlapError(StructureError):
    """Two atoms are closer than any real pair could be."""


class NotPeriodicError(StructureError):
    """The structure is not a three-dimensional crystal: no cell, a molecule or a slab."""


class PotentialError(PesvizError):
    """A potential is unknown, not installed, or cannot be used."""


class UnknownElementError(PotentialError):
    """The potential was not trained on an element of the structure."""


class WorkerError(PesvizError):
    """A process that evaluates energies for a scan ended."""


class ScanTooLargeError(PesvizError):
    """The scan has more points than the limit."""


class GridMismatchError(PesvizError):
    """Fields that belong together lie on different grids."""


class ResultReadError(PesvizError):
    """A file or folder holds no pesviz result."""


class CheckpointError(PesvizError):
    """A checkpoint belongs to another scan or cannot be written."""


class SettingsError(PesvizError, ValueError):
    """An option has a value outside its range."""


class NetworkError(PesvizError):
    """Something has to be fetched and cannot be."""


class TrajectoryError(PesvizError):
    """A trajectory cannot be read, is too short, or does not fit the question."""


class LabelsError(PesvizError):
    """Labelled data is missing, cannot be read, or does not fit the results."""


class CampaignError(PesvizError):
    """A screening campaign cannot start or go on."""


class BarrierError(PesvizError):
    """A barrier cannot be relaxed: there is no path, its ends are not stable, or a file holds another one."""


class RenderingError(PesvizError):
    """There is nothing to draw a 3-D picture with."""
