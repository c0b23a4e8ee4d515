"""How far a workflow is, and how to run one to its end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Stage = Literal[
    "note", "relaxing", "estimating", "scanning", "band", "simulating", "scoring", "fitting", "calibrating"
]
"""What a workflow is doing. A "note" is a decision or an observation: its message is worth keeping."""

Payload = TypeVar("Payload")
Result = TypeVar("Result")
Event = TypeVar("Event")


@dataclass(frozen=True, eq=False)
class Progress(Generic[Payload]):
    """How far a workflow is.

    Parameters
    ----------
    stage
        What it is doing.
    message
        What it is working on, or the sentence of a note.
    done, total
        Steps so far and expected in all, in the unit of the stage: points, optimiser steps, ps, fits. A total of 0 is
        unknown.
    seconds
        Wall time so far, s.
    seconds_left
        Expected wall time still to come, s; None where unknown.
    payload
        Details of the stage, as the computation below gives them.
    """

    stage: Stage
    message: str = ""
    done: float = 0.0
    total: float = 0.0
    seconds: float = 0.0
    seconds_left: float | None = None
    payload: Payload | None = None


def translate(
    steps: Generator[Event, None, Result], progress: Callable[[Event], Progress[Payload]]
) -> Generator[Progress[Payload], None, Result]:
    """Pass a generator on with its values turned into progress."""
    with closing(steps):
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                result: Result = end.value
                return result
            yield progress(event)


def run(steps: Generator[Event, None, Result], callback: Callable[[Event], object] | None = None) -> Result:
    """Run a generator to its end and return its value."""
    with closing(steps):
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                result: Result = end.value
                return result
            if callback is not None:
                callback(event)
