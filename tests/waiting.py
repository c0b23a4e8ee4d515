"""Waiting for a condition outside a browser: for a file, a process, a job."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TIMEOUT_S = 300
"""Ends tests that fail; machines are busy."""


def wait_until(condition: Callable[[], Any], what: str = "", process: subprocess.Popen[str] | None = None) -> Any:
    """Ask until a condition holds, and return its value; fail where a process that it depends on has ended."""
    end = time.monotonic() + TIMEOUT_S
    while not (value := condition()):
        assert process is None or process.poll() is None, f"the process ended: {process.communicate()}"
        assert time.monotonic() < end, f"not within {TIMEOUT_S} s: {what or condition}"
        time.sleep(0.02)
    return value


def delete_folder(folder: Path) -> None:
    """Delete a folder in which a server may still create files."""

    def is_gone() -> bool:
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()

    wait_until(is_gone, f"{folder} is deleted")
