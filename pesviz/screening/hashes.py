"""Hashes that know a structure again, and settings whose rows are comparable."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import numpy as np

from pesviz.pes.result import ScanSettings
from pesviz.potentials.model import PotentialInfo
from pesviz.structure.crystal import Crystal

_OFFSET = 0.3137
"""Rounding happens away from round numbers, where coordinates lie: noise in the last bit must not change a hash."""


def structure_hash(crystal: Crystal) -> str:
    """Return a hash of a crystal that its orientation, the order of its atoms and noise do not change.

    Parameters
    ----------
    crystal
        Cell, atoms and mobile ions count; another cell of the same crystal is another structure.
    """
    atoms = crystal.atoms
    mobile = np.zeros(len(atoms), dtype=int)
    mobile[list(crystal.mobile_indices)] = 1
    fractional = np.floor(atoms.get_scaled_positions() % 1.0 * 1e4 + _OFFSET).astype(int) % 10_000
    sites = np.column_stack([atoms.numbers, mobile, fractional])
    sites = sites[np.lexsort(sites.T[::-1])]
    cell = np.floor(np.array(atoms.cell.cellpar()) * 1e3 + _OFFSET).astype(int)
    return "s" + hashlib.sha256(cell.tobytes() + sites.astype(np.int64).tobytes()).hexdigest()[:20]


def settings_hash(info: PotentialInfo, scan: ScanSettings, smearing: str) -> str:
    """Return a hash of what a row's numbers depend on beside the structure.

    Parameters
    ----------
    info, scan, smearing
        Potential, settings and smearing. Limits do not count, neither of points nor of the energy: what a row knows
        below its limit is exact.
    """
    relevant = replace(scan, up_to=None, until=None).identity()
    potential = [info.name, info.version, info.weights_sha256, sorted(info.settings.items())]
    described = json.dumps([1, relevant, potential, smearing], sort_keys=True)
    return "p" + hashlib.sha256(described.encode()).hexdigest()[:20]
