"""What the energies and the numbers of a scan depend on: keys of checkpoints and rows, and what may be used again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pesviz.io.hashes import identity
from pesviz.pes.plan import scan_grid
from pesviz.pes.result import PES, ScanSettings
from pesviz.potentials.model import PotentialInfo
from pesviz.structure.crystal import Crystal

_KEY_FORMAT, _SETTINGS_FORMAT = 2, 1


def scan_key(crystal: Crystal, info: PotentialInfo, settings: ScanSettings) -> str:
    """Return what a scan's energies depend on, as a hash.

    Parameters
    ----------
    crystal, info, settings
        Structure, potential and settings. Which points are evaluated does not count (`up_to`, `until`, `max_points`,
        …): scans to different limits share their energies.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    values = settings.to_dict()
    relevant = {k: values[k] for k in ("spacing", "r_min", "symmetry", "grid")} | {"up_to": None}
    return identity(
        [_KEY_FORMAT, relevant, info.identity(), list(crystal.mobile_indices)],
        crystal.atoms.numbers,
        crystal.atoms.positions,
        crystal.cell,
    )


def settings_key(info: PotentialInfo, settings: ScanSettings, smearing: str) -> str:
    """Return a hash of what the numbers of a landscape depend on beside the structure: equal ones are comparable.

    Parameters
    ----------
    info, settings, smearing
        Potential, settings and smearing. Limits do not count, neither of points nor of the energy: numbers below a
        limit are exact.
    """
    relevant = replace(settings, up_to=None, until=None).identity()
    return "p" + identity([_SETTINGS_FORMAT, relevant, info.identity(), smearing])[:20]


def same_scan(earlier: PES, crystal: Crystal, info: PotentialInfo, settings: ScanSettings) -> bool:
    """Return whether a result is of this crystal, potential and grid, so that its energies may be used again."""
    grid, atoms = scan_grid(crystal, settings), crystal.atoms
    potential = earlier.potential
    return (
        earlier.grid.shape == grid.shape
        and earlier.settings.r_min == settings.r_min
        and earlier.crystal.mobile_indices == crystal.mobile_indices
        and np.array_equal(earlier.crystal.atoms.numbers, atoms.numbers)
        and np.allclose(earlier.crystal.atoms.positions, atoms.positions, rtol=0, atol=1e-8)
        and np.allclose(earlier.grid.cell, grid.cell, rtol=0, atol=1e-8)
        and (potential.get("name"), potential.get("version")) == (info.name, info.version)
        and potential.get("weights_sha256", "") == info.weights_sha256
        and potential.get("settings", {}) == info.settings
    )
