"""Texts of the page "Dynamics" (HTML)."""

from __future__ import annotations

import math
from html import escape

from pesviz.app.dynamics.analysis import Analysis
from pesviz.dynamics import Diffusion, HealthLight
from pesviz.dynamics.analysis.arrhenius import POOR_P, Extrapolation
from pesviz.dynamics.analysis.diffusion import SIGNIFICANT

TERMS = {
    "msd": "Mean squared displacement against time, relative to the framework: straight where ions diffuse, flat "
    "where they rattle (Eq. 5). Drag the shaded fit interval, or its handles below.",
    "arrhenius": "ln D against 1/T: its slope is the activation energy. Bars and band are one standard error; the "
    "diamond is the line extrapolated to 300 K.",
    "ea": "Activation energy: slope of ln D against 1/T, weighted least squares; its error follows from those of D.",
    "sigma": "Ionic conductivity at 300 K by Nernst–Einstein, σ = n q² D / (k_B T) (Eq. 6), extrapolated along the "
    "Arrhenius line; one standard error of its logarithm below and above.",
    "chi2": "χ² per degree of freedom: about 1 where a straight line describes the points within their errors.",
    "p": f"Probability of a χ² as large by chance; below {POOR_P:g} a straight line does not describe the points.",
    "bound": "Upper bound: two standard errors above the larger of D and zero, since the ions do not diffuse yet.",
    "d": "Tracer diffusivity: MSD = 6 D t (Eq. 5), mean over windows of the run; the error is the standard error "
    "over independent windows.",
    "exponent": "Log–log slope of the MSD in the fit interval: 1 where ions diffuse, 0 where they only rattle.",
    "haven": "Haven ratio: tracer diffusivity over that of the charge; below 1 ions move together.",
    "framework": "A framework whose MSD grows with time melts or decomposes.",
}
LEGEND = (
    '<div class="legend"><span title="averaged over all time origins"><i class="mobile"></i>mobile ions</span>'
    '<span><i class="windows"></i>single windows</span><span><i class="framework"></i>framework</span>'
    '<span><i class="fit"></i>6 D t + c, fitted</span></div>'
)
_NAMES = {"temperature": "temperature", "energy": "drift", "framework": "melting"}
_WORDS = {"good": "good", "warn": "look", "bad": "bad", "unknown": "not known"}
_SIGNS = {"good": "✓", "warn": "!", "bad": "✕", "unknown": "?"}


def power(exponent: int) -> str:
    """Return a power of ten (HTML)."""
    return f"10<sup>{'−' if exponent < 0 else ''}{abs(exponent)}</sup>"


def with_error(mean: float, error: float | None, unit: str) -> str:
    """Return value, error and unit, with as many digits as the error has meaning (HTML)."""
    size = max(abs(mean), abs(error or 0.0))
    if size == 0 or not math.isfinite(size):
        return f"– {unit}"
    exponent = 0 if 1e-2 <= size < 1e3 else math.floor(math.log10(size))
    scale = 10.0**-exponent
    digits = 2 if not error else min(4, max(0, 1 - math.floor(math.log10(error * scale))))
    value = f"{mean * scale:.{digits}f}".replace("-", "−")
    if error is None:
        return f"{value}{' · ' + power(exponent) if exponent else ''} {unit}"
    text = f"{value} ± {error * scale:.{digits}f}"
    return f"({text}) · {power(exponent)} {unit}" if exponent else f"{text} {unit}"


def _compact(value: float) -> str:
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if -3 <= exponent < 3:
        return f"{value:.{max(0, 1 - exponent)}f}"
    return f"{value / 10.0**exponent:.1f} · {power(exponent)}"


def conductivity_at_room(sigma: Extrapolation | None) -> tuple[str, str]:
    """Return σ(300 K) in mS/cm and its range (HTML)."""
    if sigma is None:
        return "–", "cannot be concluded"
    return (
        f"{_compact(sigma.mean * 1e3)} <small>mS/cm</small>",
        f"{_compact(sigma.low * 1e3)} to {_compact(sigma.high * 1e3)} mS/cm",
    )


def _tile(name: str, value: str, note: str, tip: str) -> str:
    return (
        f'<div class="tile" title="{escape(tip)}"><span class="name">{name}</span><b>{value}</b>'
        f'<span class="note">{note}</span></div>'
    )


def headline(analysis: Analysis) -> str:
    """Return the answer: E_A, σ(300 K), χ²/df, p, and what can be concluded (HTML)."""
    fit = analysis.fit
    energy = fit.activation_energy
    sigma, spread = conductivity_at_room(fit.sigma())
    n_used, n_all = len(fit.used), len(analysis.lights)
    tiles = [
        _tile("σ(300 K)", sigma, spread, TERMS["sigma"]),
        _tile(
            "E<sub>A</sub>",
            f"{energy.mean:.3f} <small>eV</small>".replace("-", "−") if energy else "–",
            f"± {energy.sem:.3f} eV" if energy and energy.sem is not None else "cannot be concluded",
            TERMS["ea"],
        ),
        _tile(
            "χ²/df",
            f"{fit.chi2_per_dof:.2f}" if fit.chi2_per_dof is not None else "–",
            f"{fit.dof} degree{'s' if fit.dof != 1 else ''} of freedom"
            if fit.dof > 0
            else "needs three temperatures",
            TERMS["chi2"],
        ),
        _tile(
            "p",
            f"{fit.p_value:.2f}" if fit.p_value is not None else "–",
            ""
            if fit.p_value is None
            else f"{'' if fit.p_value >= POOR_P else 'not '}consistent with a straight line",
            TERMS["p"],
        ),
    ]
    conclusions = "".join(f"<li>{escape(line)}</li>" for line in fit.conclusions)
    head = f"{n_used} of {n_all} temperatures count."
    return f'<div class="tiles">{"".join(tiles)}</div><ul class="said"><li>{head}</li>{conclusions}</ul>'


def light(status: HealthLight) -> str:
    """Return one health light with its words (HTML)."""
    name, state = _NAMES.get(status.name, status.name), status.state
    return (
        f'<span class="light {state}" title="{escape(status.text)}"><i aria-hidden="true">{_SIGNS[state]}</i>'
        f"{name}: {_WORDS[state]}</span>"
    )


def run_row(analysis: Analysis, temperature: float) -> str:
    """Return a run's numbers and lights (HTML)."""
    lights = "".join(light(each) for each in analysis.lights[temperature])
    doubts = [each.text for each in analysis.lights[temperature] if each.state in {"warn", "bad"}]
    result = analysis.results.get(temperature)
    if result is None:
        notes = "".join(f'<p class="why">{escape(text)}</p>' for text in [*doubts, analysis.problems[temperature]])
        return f'<div class="run"><span class="lights">{lights}</span>{notes}</div>'
    point = next(p for p in analysis.fit.points if p.temperature == temperature)
    why = f"left out: {point.excluded}" if point.excluded else ""
    sigma = result.conductivity
    numbers = (
        f'<span class="d" title="{escape(TERMS["d"])}">D {with_error(result.d.mean, result.d.sem, "cm²/s")}</span>'
    )
    if sigma is not None and not result.diffusive:
        bound = max(sigma.sigma.mean, 0.0) + SIGNIFICANT * (sigma.sigma.sem or 0.0)
        numbers += f'<span class="s" title="{escape(TERMS["bound"])}">σ &lt; {_compact(bound * 1e3)} mS/cm</span>'
    elif sigma is not None:
        mean, sem = sigma.sigma.mean * 1e3, sigma.sigma.sem
        numbers += f'<span class="s">σ {with_error(mean, None if sem is None else sem * 1e3, "mS/cm")}</span>'
    notes = "".join(f'<p class="why">{escape(text)}</p>' for text in [*([why] if why else []), *doubts])
    return f'<div class="run{" out" if why else ""}">{numbers}<span class="lights">{lights}</span>{notes}</div>'


def run_details(result: Diffusion, lights: tuple[HealthLight, ...]) -> str:
    """Return what is said of the run whose MSD is shown (HTML)."""
    low, high = result.settings.fit
    rows = [
        ("D", with_error(result.d.mean, result.d.sem, "cm²/s"), TERMS["d"]),
        ("exponent", f"{result.exponent:.2f}", TERMS["exponent"]),
        (
            "windows",
            f"{result.n_windows} of {result.settings.window:g} ps, fitted {low:.3g} to {high:.3g} ps",
            "Windows that share no time are independent samples of D.",
        ),
    ]
    names = {"windows_from_0": "from 0 ps", "windows_from_5": "from 5 ps", "whole": "whole run", "kinisi": "kinisi"}
    others = [
        f"{name} {with_error(result.alternatives[key].mean, result.alternatives[key].sem, '')}"
        for key, name in names.items()
        if key in result.alternatives
    ]
    rows.append(("other fits", "; ".join(others), "The alternatives of Appendix D, in cm²/s."))
    if result.framework_d is not None:
        rows.append(
            (
                "framework",
                f"D {with_error(result.framework_d.mean, result.framework_d.sem, 'cm²/s')}",
                TERMS["framework"],
            )
        )
    charge = with_error(result.collective.mean, result.collective.sem, "cm²/s")
    haven = result.haven_ratio
    rows.append(("D of the charge", charge, TERMS["haven"]))
    if haven is not None:
        rows.append(("Haven ratio", with_error(haven.mean, haven.sem, ""), TERMS["haven"]))
    if result.conductivity is not None:
        carriers = result.conductivity
        exponent = math.floor(math.log10(carriers.carrier_density))
        density = f"{carriers.carrier_density / 10.0**exponent:.2f} · {power(exponent)}"
        many = f"{result.n_mobile} {result.mobile_species}, charge {carriers.charge:+g} e, {density} cm<sup>−3</sup>"
        rows.append(("carriers", many, "What Nernst–Einstein was given (Eq. 6)."))
    table = "".join(
        f'<tr title="{escape(tip)}"><th scope="row">{name}</th><td>{value}</td></tr>' for name, value, tip in rows
    )
    doubts = "".join(f"<li>{escape(text)}</li>" for text in result.warnings)
    sound = "".join(f"<li>{escape(each.text)}</li>" for each in lights)
    return (
        f'<table class="facts"><caption>{result.temperature:g} K</caption>{table}</table>'
        f'<ul class="said doubts">{doubts}</ul><ul class="said">{sound}</ul>'
    )
