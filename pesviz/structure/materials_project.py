"""Structures from the Materials Project by id."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from pymatgen.core import Structure

from pesviz.errors import NetworkError, PesvizError, StructureReadError
from pesviz.structure.readers.files import structure_from_dict

_BY_HAND = "or download the CIF (for a selection the documents, .json) and open that"


def structure_from_document(document: Any) -> Structure:
    """Return the structure of a summary document, as mp-api returns it or as downloaded JSON.

    Raises
    ------
    StructureReadError
        It has none.
    """
    structure = document.get("structure") if isinstance(document, dict) else getattr(document, "structure", None)
    if isinstance(structure, Structure):
        return structure
    if isinstance(structure, dict):
        return structure_from_dict(structure)
    raise StructureReadError("The document has no structure.", "Ask the Materials Project for the field `structure`.")


def fetch_structure(material_id: str) -> Structure:
    """Fetch a structure by its id.

    Parameters
    ----------
    material_id
        For example "mp-1185319".

    Raises
    ------
    StructureReadError
        The id has another form, or there is no such material.
    NetworkError
        The package, the key or the network is missing.
    """
    if not re.fullmatch(r"(mp|mvc)-\w{1,12}", material_id):
        raise StructureReadError(
            f"{material_id!r} is no Materials Project id.", "Ids look like mp-1185319; see materialsproject.org."
        )
    documents = search_summaries(["material_id", "structure"], material_ids=[material_id])
    if not documents:
        raise StructureReadError(f"The Materials Project has no {material_id}.", "Check the id.")
    return structure_from_document(documents[0])


def search_summaries(fields: Iterable[str], **arguments: Any) -> list[Any]:
    """Ask the Materials Project for summary documents.

    Parameters
    ----------
    fields
        Names of the fields of each document.
    **arguments
        Arguments of `materials.summary.search` of mp-api.

    Raises
    ------
    NetworkError
        The package, the key or the network is missing.
    """
    try:
        from mp_api.client import MPRester
    except ImportError as error:
        raise NetworkError(
            "Asking the Materials Project needs the package mp-api.",
            f"Install it with `pip install 'pesviz[mp]'`, {_BY_HAND}.",
        ) from error
    key = os.environ.get("MP_API_KEY", "")
    if not key:
        raise NetworkError(
            "Asking the Materials Project needs a key in the variable MP_API_KEY.",
            f"Get one at materialsproject.org/api and set the variable, {_BY_HAND}.",
        )
    try:
        with MPRester(key, mute_progress_bars=True) as client:
            return list(client.materials.summary.search(fields=list(fields), **arguments))
    except PesvizError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise NetworkError(
            f"The Materials Project did not answer ({reason}).", f"Check the network and MP_API_KEY, {_BY_HAND}."
        ) from error
