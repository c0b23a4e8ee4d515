"""Percolation paths in the formats of other programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np

from pesviz.landscape.paths.network import HopNetwork
from pesviz.landscape.paths.path import NearAtom, PercolationPath
from pesviz.structure.crystal import Crystal

CLEARANCE_A = 1.2
"""Mobile ions closer to the path than this are left out, Å (R_min, docs/method.md, 1.3)."""


def write_path_cif(path: PercolationPath, crystal: Crystal, ion: int, file: Path) -> None:
    """Write the framework and every point of the path as a site of the ion's species.

    Parameters
    ----------
    path
        The path.
    crystal
        The crystal.
    ion
        Index in `crystal.atoms` of the ion that moves; its site is the first point of the path.
    file
        File to write; mobile ions whose sites the path leads through are left out. Sites of the path are labelled
        "path1", "path2", …; with an energy in eV as extra column. The last point is left out where it is an image of
        the first.
    """
    atoms = crystal.atoms
    blocking = blocking_ions(path, crystal, ion)
    rows = [
        (f"{symbol}{n + 1}", symbol, point, "?")
        for n, (symbol, point) in enumerate(zip(atoms.symbols, atoms.get_scaled_positions(), strict=True))
        if n != ion and n not in blocking
    ]
    points, energies = (path.points[:-1], path.energies[:-1]) if path.complete else (path.points, path.energies)
    rows += [
        (f"path{n + 1}", crystal.mobile_species, np.mod(point, 1.0), f"{energy:.6f}")
        for n, (point, energy) in enumerate(zip(points, energies, strict=True))
    ]
    a, b, c, alpha, beta, gamma = atoms.cell.cellpar()
    lines = [
        "data_pesviz_path",
        f"# frozen barrier {path.barrier:.6f} eV, length {path.length:.4f} Angstrom",
        f"# from the site to its image at lattice vector {list(path.lattice_vector)}",
        "# sites path1, path2, ... are points of the path, not atoms that are there at the same time",
        *(["# left out, as the path leads through its site: " + _labels(crystal, blocking)] if blocking else []),
        f"_cell_length_a {a:.8f}",
        f"_cell_length_b {b:.8f}",
        f"_cell_length_c {c:.8f}",
        f"_cell_angle_alpha {alpha:.8f}",
        f"_cell_angle_beta {beta:.8f}",
        f"_cell_angle_gamma {gamma:.8f}",
        "_symmetry_space_group_name_H-M 'P 1'",
        "_symmetry_Int_Tables_number 1",
        "loop_",
        "_symmetry_equiv_pos_as_xyz",
        "'x, y, z'",
        "loop_",
        "_atom_site_label",
        "_atom_site_type_symbol",
        "_atom_site_fract_x",
        "_atom_site_fract_y",
        "_atom_site_fract_z",
        "_atom_site_occupancy",
        "_atom_site_pesviz_energy_eV",
    ]
    lines += [
        f"{label} {symbol} {x:.10f} {y:.10f} {z:.10f} 1.0 {energy}" for label, symbol, (x, y, z), energy in rows
    ]
    file.write_text("\n".join(lines) + "\n", encoding="ascii")


def write_path_xyz(path: PercolationPath, crystal: Crystal, ion: int, file: Path) -> None:
    """Write the motion of the ion as extended XYZ: one frame for each point of the path.

    Parameters
    ----------
    path
        The path.
    crystal
        The crystal.
    ion
        Index in `crystal.atoms` of the ion that moves.
    file
        File to write. Each frame holds its energy (eV, above the ion's minimum) and the length so far (Å); mobile
        ions whose sites the path leads through are left out, as vacancies.
    """
    blocking = blocking_ions(path, crystal, ion)
    lattice = " ".join(f"{x:.10f}" for x in crystal.cell.ravel())
    indices = [n for n in range(len(crystal.atoms)) if n not in blocking]
    symbols, positions = crystal.atoms[indices].get_chemical_symbols(), crystal.atoms[indices].get_positions()
    note = f' left_out="{_labels(crystal, blocking)}"' if blocking else ""
    with file.open("w", encoding="ascii") as out:
        for position, energy, length in zip(path.positions, path.energies, path.lengths, strict=True):
            positions[indices.index(ion)] = position
            out.write(f'{len(symbols)}\nLattice="{lattice}" Properties=species:S:1:pos:R:3 pbc="T T T" ')
            out.write(f"energy_eV={energy:.8f} length_A={length:.8f}{note}\n")
            out.writelines(
                f"{symbol} {x:.10f} {y:.10f} {z:.10f}\n" for symbol, (x, y, z) in zip(symbols, positions, strict=True)
            )


def write_path_csv(path: PercolationPath, file: Path) -> None:
    """Write the energy profile: length (Å), energy (eV), fractional and Cartesian (Å) coordinates, not wrapped."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["length_A", "energy_eV", "a", "b", "c", "x_A", "y_A", "z_A"])
        for length, energy, point, position in zip(
            path.lengths, path.energies, path.points, path.positions, strict=True
        ):
            writer.writerow([f"{v:.8f}" for v in (length, energy, *point, *position)])


def write_path_json(path: PercolationPath, near: tuple[NearAtom, ...], file: Path) -> None:
    """Write the path with its bottleneck and the framework atoms around it."""
    plain = path.to_dict()
    plain["bottleneck"]["neighbours"] = [atom.to_dict() for atom in near]
    file.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


def write_hops_csv(network: HopNetwork, file: Path) -> None:
    """Write the hops between sites, one a line: sites, lattice vector, saddle, energies (eV)."""
    head = ["start", "end", "offset_a", "offset_b", "offset_c", "start_a", "start_b", "start_c", "end_a", "end_b"]
    head += ["end_c", "saddle_a", "saddle_b", "saddle_c", "saddle_eV", "forward_eV", "backward_eV"]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        for hop in network.hops:
            places = (*network.sites[hop.start].fractional, *network.sites[hop.end].fractional, *hop.saddle)
            numbers = (*places, hop.energy, hop.forward, hop.backward)
            writer.writerow([hop.start, hop.end, *hop.offset, *(f"{v:.8f}" for v in numbers)])


def write_hops_json(network: HopNetwork, file: Path) -> None:
    """Write sites and hops as `HopNetwork.to_dict`."""
    file.write_text(json.dumps(network.to_dict(), indent=1) + "\n", encoding="utf-8")


def blocking_ions(path: PercolationPath, crystal: Crystal, ion: int) -> list[int]:
    """Return the indices of the other mobile ions whose sites a path leads through."""
    images = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    sites = crystal.atoms.get_scaled_positions(wrap=False)
    blocking = []
    for n in crystal.mobile_indices:
        offsets = path.points - sites[n]
        offsets = (offsets - np.rint(offsets))[:, None] + images
        if n != ion and np.linalg.norm(offsets @ crystal.cell, axis=-1).min() < CLEARANCE_A:
            blocking.append(n)
    return blocking


def _labels(crystal: Crystal, indices: list[int]) -> str:
    return ", ".join(f"{crystal.atoms.symbols[n]}{n + 1}" for n in indices)
