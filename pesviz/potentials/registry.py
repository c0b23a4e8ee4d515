"""The registry: potentials by name, imported at first use."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points

from pesviz.errors import PesvizError, PotentialError, SettingsError
from pesviz.potentials.device import DEVICES
from pesviz.potentials.model import EnergyModel, PotentialInfo

ENTRY_POINT_GROUP = "pesviz.potentials"
"""Other packages add potentials here; each entry point names something decorated with `register`."""

DEFAULT_ORDER: tuple[str, ...] = ("m3gnet-mp-2021", "chgnet")
"""Potentials for "auto", in this order: the paper's own where its weights are present."""

COMPILE_CHOICES: tuple[str, ...] = ("auto", "on", "off")
"""Values of the option `compile`."""

Factory = Callable[[str], EnergyModel]
FamilyFactory = Callable[[str, str], EnergyModel]


@dataclass(frozen=True)
class PotentialStatus:
    """A potential and whether it can be used here.

    Parameters
    ----------
    info
        Data of the potential.
    installed
        Whether `potential(info.name)` works here.
    hint
        How to get it; empty where it is installed.
    """

    info: PotentialInfo
    installed: bool
    hint: str = ""


@dataclass(frozen=True)
class _Entry:
    info: PotentialInfo
    factory: Factory
    missing: Callable[[], str]


@dataclass(frozen=True)
class _Family:
    prefix: str
    pattern: str
    factory: FamilyFactory
    local_members: Callable[[], Iterable[PotentialStatus]]


_ENTRIES: dict[str, _Entry] = {}
_FAMILIES: dict[str, _Family] = {}
_PLUGIN_ERRORS: dict[str, str] = {}
_PLUGINS_LOADED: list[bool] = []


def _nothing_missing() -> str:
    return ""


def register(info: PotentialInfo, *, missing: Callable[[], str] = _nothing_missing) -> Callable[[Factory], Factory]:
    """Register a potential; decorates the function that loads it.

    Parameters
    ----------
    info
        Data of the potential; `info.name` is its name.
    missing
        Returns how to get it ("Install it with …"), or "" where it is installed. Must be quick.
    """

    def decorate(factory: Factory) -> Factory:
        _ENTRIES[info.name] = _Entry(info, factory, missing)
        return factory

    return decorate


def _no_members() -> Iterable[PotentialStatus]:
    return ()


def register_family(
    prefix: str, pattern: str, *, local_members: Callable[[], Iterable[PotentialStatus]] = _no_members
) -> Callable[[FamilyFactory], FamilyFactory]:
    """Register names that begin with a prefix, as "ase:module:callable"; decorates `(suffix, device) -> EnergyModel`.

    Parameters
    ----------
    prefix
        Text before the first colon.
    pattern
        Form of such a name, for messages.
    local_members
        Returns the members of the family on this machine, for lists. Must be quick.
    """

    def decorate(factory: FamilyFactory) -> FamilyFactory:
        _FAMILIES[prefix] = _Family(prefix, pattern, factory, local_members)
        return factory

    return decorate


def _load_registrations() -> None:
    """Register pesviz's own potentials and those of other packages, once."""
    import_module("pesviz.potentials.builtin")
    if _PLUGINS_LOADED:
        return
    _PLUGINS_LOADED.append(True)
    for point in entry_points(group=ENTRY_POINT_GROUP):
        try:
            point.load()
        except Exception as error:  # noqa: BLE001 - one broken plug-in must not disable the others
            _PLUGIN_ERRORS[point.name] = f"{type(error).__name__}: {error}"


def list_potentials() -> list[PotentialStatus]:
    """Return every registered potential, installed or not, and members of families on this machine."""
    _load_registrations()
    families = [status for family in _FAMILIES.values() for status in family.local_members()]
    return [*(_status(entry) for entry in _ENTRIES.values()), *families]


def _status(entry: _Entry) -> PotentialStatus:
    hint = entry.missing()
    return PotentialStatus(entry.info, installed=not hint, hint=hint)


def name_patterns() -> Iterator[str]:
    """Yield the form of the names of each family, for example "ase:module:callable"."""
    _load_registrations()
    for family in _FAMILIES.values():
        yield family.pattern


def default_potential() -> str:
    """Return the name that "auto" stands for here: the first of `DEFAULT_ORDER` that is installed.

    Raises
    ------
    PotentialError
        None of them is installed.
    """
    _load_registrations()
    for name in DEFAULT_ORDER:
        if name in _ENTRIES and not _ENTRIES[name].missing():
            return name
    raise PotentialError(
        f"None of the default potentials ({', '.join(DEFAULT_ORDER)}) is installed.",
        "Install CHGNet with `pip install chgnet`, or name another potential.",
    )


def potential(
    name: str = "auto",
    *,
    device: str = "auto",
    workers: int | str = 1,
    compile: str = "auto",  # noqa: A002
) -> EnergyModel:
    """Load a potential.

    Parameters
    ----------
    name
        A registered name, "auto", or one of the families "ase:module:callable" and "matgl:NAME|PATH".
    device
        "auto", "cpu", "cuda", "cuda:N" or "mps"; or several with commas between them, "cuda:0,cuda:1": a process for
        each evaluates a part of a scan.
    workers
        Number of processes of one thread each that evaluate a scan (on each device); "auto": one for each core where
        the scan is on the CPU and long enough for that to pay. `close` of the potential ends them.
    compile
        "on": compile the network with `torch.compile` where it has a compiled form (the original M3GNet has); where
        that fails, `notes` says so. "off": do not. "auto": where it pays. Compiling pays after about ten minutes of
        work of one process (docs/benchmarks.md), so only campaigns, whose length is known, do it
        (`pesviz.screening.planning.pays_to_compile`).

    Raises
    ------
    PotentialError
        The name is unknown or the potential is not installed; the remedy says what to do.
    SettingsError
        There is no such device, `workers` is no number, or `compile` another word.
    """
    from pesviz.potentials.parallel import in_parallel, parse_workers

    count = parse_workers(workers)
    if compile not in COMPILE_CHOICES:
        raise SettingsError(f"compile='{compile}' is not possible.", f"Choose one of {', '.join(COMPILE_CHOICES)}.")
    devices = [part.strip() for part in device.split(",")]
    for part in devices:
        if part.partition(":")[0] not in DEVICES:
            raise SettingsError(f"There is no device '{part}'.", f"Choose one of {', '.join(DEVICES)} or cuda:N.")
    model = _load(name, devices[0])
    if compile == "on":
        model.compile()
    return in_parallel(model, devices, count)


def _load(name: str, device: str) -> EnergyModel:
    """Load a potential into this process."""
    _load_registrations()
    if name == "auto":
        name = default_potential()
    prefix, colon, suffix = name.partition(":")
    if colon and prefix in _FAMILIES:
        return _FAMILIES[prefix].factory(suffix, device)
    entry = _ENTRIES.get(name)
    if entry is None:
        raise _unknown(name)
    hint = entry.missing()
    if hint:
        raise PotentialError(f"The potential {name} is not installed.", hint)
    try:
        return entry.factory(device)
    except PesvizError:
        raise
    except ImportError as error:
        raise PotentialError(
            f"The potential {name} cannot be imported ({error}).", "Install its package again, then try once more."
        ) from error


def _unknown(name: str) -> PotentialError:
    if name in _PLUGIN_ERRORS:
        return PotentialError(
            f"The plug-in that should provide '{name}' cannot be loaded ({_PLUGIN_ERRORS[name]}).",
            "Repair or uninstall the package it comes from.",
        )
    close = difflib.get_close_matches(name.lower(), list(_ENTRIES), n=3, cutoff=0.4)
    remedy = f"Did you mean {' or '.join(close)}?" if close else f"Known are {', '.join(_ENTRIES)}."
    return PotentialError(f"There is no potential '{name}'.", f"{remedy} `pesviz potentials` lists all of them.")
