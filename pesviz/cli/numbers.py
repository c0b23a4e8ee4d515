"""Options that take several numbers, and numbers with their errors in print."""

from __future__ import annotations

import re
from typing import Any

import typer.core

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


class ManyNumbers(typer.core.TyperCommand):
    """A command whose list options of numbers take all numbers that follow: `--temperature 500 667 1000`.

    Click gives an option one value at a time; here the name is put before each number that follows.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeat the names of options before further numbers."""
        many = {name for option in self.params if getattr(option, "multiple", False) for name in option.opts}
        spread: list[str] = []
        name = ""
        for argument in args:
            if argument in many:
                name = argument
                spread.append(argument)
                continue
            if name and _NUMBER.fullmatch(argument) and spread[-1] != name:
                spread.append(name)
            elif not _NUMBER.fullmatch(argument):
                name = ""
            spread.append(argument)
        return list(super().parse_args(ctx, spread))


def with_error(mean: float | None, sem: float | None, unit: str) -> str:
    """Return "(1.34 ± 0.13)·10⁻⁵ cm²/s" or the like."""
    if mean is None:
        return "not known"
    size = max(abs(mean), abs(sem or 0.0))
    if size == 0:
        return f"0 {unit}"
    power = 0 if 1e-2 <= size < 1e3 else int(f"{size:e}".partition("e")[2])
    value, error = mean / 10.0**power, None if sem is None else sem / 10.0**power
    digits = 2 if not error else min(6, max(0, 1 - int(f"{error:e}".partition("e")[2])))
    text = f"{value:.{digits}f}" + ("" if error is None else f" ± {error:.{digits}f}")
    if not power:
        return f"{text} {unit}".rstrip()
    raised = str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"({text})·10{raised} {unit}" if error is not None else f"{text}·10{raised} {unit}"
