"""Look of the dashboard: colours, Material theme, style sheet, files in assets/."""

from __future__ import annotations

from typing import Any

from pesviz.io.assets import asset
from pesviz.presentation.palette import Palette, palette

__all__ = ["THEME", "asset"]

_TYPOGRAPHY = {"fontSize": 13, "h3": {"fontSize": "1.05rem", "fontWeight": 700, "letterSpacing": "0.01em"}}


def _scheme(colours: Palette) -> dict[str, Any]:
    """Material theme of one scheme of colours."""
    return {
        "palette": {
            "primary": {"main": colours.accent, "contrastText": colours.on_accent},
            "info": {"main": colours.disconnected},
            "background": {"default": colours.paper, "paper": colours.paper},
            "text": {"primary": colours.ink, "secondary": colours.muted},
            "divider": colours.line,
        },
        "typography": _TYPOGRAPHY,
        "shape": {"borderRadius": 6},
        "components": {
            "MuiAppBar": {
                "defaultProps": {"elevation": 0},
                "styleOverrides": {
                    "root": {
                        "backgroundColor": colours.paper,
                        "backgroundImage": "none",
                        "color": colours.ink,
                        "borderBottom": f"1px solid {colours.line}",
                    }
                },
            },
            "MuiToolbar": {
                "styleOverrides": {"root": {"minHeight": "44px !important", "padding": "0 14px !important"}}
            },
            "MuiDrawer": {"styleOverrides": {"paper": {"backgroundImage": "none"}}},
            "MuiButtonBase": {
                "styleOverrides": {
                    "root": {"&.Mui-focusVisible": {"outline": f"2px solid {colours.accent}", "outlineOffset": "1px"}}
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


THEME: dict[str, Any] = {"light": _scheme(palette()), "dark": _scheme(palette(dark=True))}
"""Material theme of all components."""
