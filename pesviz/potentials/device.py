"""Devices on which potentials compute: CPU, CUDA or Apple's MPS."""

from __future__ import annotations

from pesviz.errors import SettingsError

DEVICES: tuple[str, ...] = ("auto", "cpu", "cuda", "mps")
"""Names of devices; "cuda:1" and so on choose one of several GPUs."""


def resolve_device(name: str = "auto") -> str:
    """Return the device on this machine that a name stands for.

    Parameters
    ----------
    name
        "auto" (a CUDA GPU where there is one, else the CPU), "cpu", "cuda", "cuda:N" or "mps". MPS is never chosen
        automatically: it has no double precision, so that bond lengths lose digits there.

    Raises
    ------
    SettingsError
        The name is unknown, or this machine has no such device.
    """
    import torch

    kind, _, number = name.partition(":")
    if kind not in DEVICES or (number and (kind != "cuda" or not number.isdigit())):
        raise SettingsError(f"There is no device '{name}'.", f"Choose one of {', '.join(DEVICES)} or cuda:N.")
    if kind == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if kind == "cuda" and (not torch.cuda.is_available() or int(number or 0) >= torch.cuda.device_count()):
        raise SettingsError(
            f"This machine has no device '{name}' that torch can use ({torch.cuda.device_count()} found).",
            "Choose auto or cpu, or install a build of torch for your GPU.",
        )
    if kind == "mps" and not torch.backends.mps.is_available():
        raise SettingsError("This machine has no MPS device.", "Choose auto or cpu.")
    return name
