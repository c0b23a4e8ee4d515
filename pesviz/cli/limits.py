"""Limits of a scan as they are typed: `--up-to`, `--until`, `--at-most` and `--everything`."""

from __future__ import annotations

from pesviz.errors import SettingsError


def check_limits(up_to: float | None, until: str | None, at_most: float | None, *, everything: bool) -> None:
    """Refuse limits that contradict each other.

    Raises
    ------
    SettingsError
        They contradict each other.
    """
    if everything and (up_to is not None or until is not None):
        raise SettingsError("--everything and a limit contradict each other.", "Give one of them.")
    if at_most is not None and until is None:
        raise SettingsError("--at-most is the highest limit of --until.", "Give --until too, or --up-to instead.")
    if until is None or up_to is None:
        return
    from pesviz.pes.result import ScanSettings

    highest = ScanSettings.at_most if at_most is None else at_most
    if up_to > highest:
        raise SettingsError(
            f"--up-to {up_to:g} lies above --at-most {highest:g}.", "Let the first limit be the lower one."
        )
