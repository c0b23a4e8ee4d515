"""Changes of Bokeh's own models, which need the lock of the session's document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn


def with_lock(action: Callable[..., Any], *arguments: Any, **options: Any) -> None:
    """Call a function with the document locked: at once outside a session, else as soon as it is free."""
    if pn.state.curdoc is None:
        action(*arguments, **options)
    else:
        pn.state.execute(partial(action, *arguments, **options), schedule=True)
