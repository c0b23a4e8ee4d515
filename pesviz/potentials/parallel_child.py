"""A process that evaluates batches for `ParallelModel`; its arguments: NAME DEVICE on|off (compiled or not).

Frames on stdin and stdout are pickles. In: (framework or None for the one before, atomic number, positions). Out:
("info", PotentialInfo) once, then ("energies", array) for each batch; ("problem", (class, problem, remedy)) or
("failure", text) where something is wrong. It ends when its stdin ends: with its parent.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from typing import IO, Any

from pesviz.errors import PesvizError


def main(name: str, device: str, compiled: str) -> None:
    """Load a potential and evaluate batches until stdin ends.

    Parameters
    ----------
    name, device, compiled
        The potential; "on" where its network is to be compiled.
    """
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(0), "rb") as inward:
        os.dup2(2, 1)  # whatever a library prints must not get between the frames
        try:
            from pesviz.potentials.registry import potential

            model = potential(name, device=device, compile=compiled)
        except Exception as error:  # noqa: BLE001 - told to the parent
            _send(out, *_described(error))
            return
        try:
            _send(out, "info", model.info)
        except BrokenPipeError:  # the parent has ended meanwhile
            return
        framework = None
        while True:
            try:
                received, number, positions = pickle.load(inward)  # noqa: S301 - from our own parent
            except EOFError:
                return
            framework = received if received is not None else framework
            try:
                _send(out, "energies", model.energies(framework, number, positions))
            except BrokenPipeError:
                return
            except Exception as error:  # noqa: BLE001 - told to the parent
                _send(out, *_described(error))


def _described(error: Exception) -> tuple[str, Any]:
    if isinstance(error, PesvizError):
        return "problem", (type(error), error.problem, error.remedy)
    return "failure", "".join(traceback.format_exception(error))


def _send(out: IO[bytes], kind: str, value: Any) -> None:
    pickle.dump((kind, value), out, pickle.HIGHEST_PROTOCOL)
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
