"""Look of the dashboard: colours, Material theme, style sheet, files in assets/."""

from __future__ import annotations

from typing import Any

from pesviz.io.resources import asset

__all__ = ["ACCENT", "CONNECTED", "DISCONNECTED", "INK", "LINE", "MUTED", "PAPER", "THEME", "asset"]

CONNECTED = {"light": "#0b6fa4", "dark": "#56b4e9"}
"""Colour of "connected" (level map): blue of the Okabe–Ito palette, darkened for contrast on white."""
DISCONNECTED = {"light": "#b35900", "dark": "#e69f00"}
"""Colour of "disconnected" (PES): orange of the same palette."""
ACCENT = {"light": "#0b6fa4", "dark": "#56b4e9"}
PAPER = {"light": "#ffffff", "dark": "#14171a"}
INK = {"light": "#1c2126", "dark": "#e7eaed"}
MUTED = {"light": "#56606a", "dark": "#a3adb7"}
LINE = {"light": "#e1e5e9", "dark": "#2b3137"}

_TYPOGRAPHY = {"fontSize": 13, "h3": {"fontSize": "1.05rem", "fontWeight": 700, "letterSpacing": "0.01em"}}


def _scheme(mode: str) -> dict[str, Any]:
    return {
        "palette": {
            "primary": {"main": ACCENT[mode], "contrastText": "#ffffff" if mode == "light" else "#0d1013"},
            "info": {"main": DISCONNECTED[mode]},
            "background": {"default": PAPER[mode], "paper": PAPER[mode]},
            "text": {"primary": INK[mode], "secondary": MUTED[mode]},
            "divider": LINE[mode],
        },
        "typography": _TYPOGRAPHY,
        "shape": {"borderRadius": 6},
        "components": {
            "MuiAppBar": {
                "defaultProps": {"elevation": 0},
                "styleOverrides": {
                    "root": {
                        "backgroundColor": PAPER[mode],
                        "backgroundImage": "none",
                        "color": INK[mode],
                        "borderBottom": f"1px solid {LINE[mode]}",
                    }
                },
            },
            "MuiToolbar": {
                "styleOverrides": {"root": {"minHeight": "44px !important", "padding": "0 14px !important"}}
            },
            "MuiDrawer": {"styleOverrides": {"paper": {"backgroundImage": "none"}}},
            "MuiButtonBase": {
                "styleOverrides": {
                    "root": {"&.Mui-focusVisible": {"outline": f"2px solid {ACCENT[mode]}", "outlineOffset": "1px"}}
                }
            },
            "MuiButton": {"styleOverrides": {"root": {"textTransform": "none"}}},
            # explains, and never lies over the next button
            "MuiTooltip": {
                "defaultProps": {"disableInteractive": True},
                "styleOverrides": {"tooltip": {"width": "max-content"}},
            },
            "MuiToggleButton": {"styleOverrides": {"root": {"textTransform": "none", "padding": "3px 9px"}}},
        },
    }


THEME: dict[str, Any] = {"light": _scheme("light"), "dark": _scheme("dark")}
"""Material theme of all components."""
