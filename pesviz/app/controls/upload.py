"""File upload whose limit holds on the server too, and which hears of empty files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panel_material_ui as pmui


class Upload(pmui.FileInput):
    """Drag and drop for one file.

    panel-material-ui checks the size in the browser only, and says nothing in Python of a file without bytes, of
    one that is uploaded a second time, or of one that the browser refused.
    """

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._listeners: list[Callable[[bytes | None, str], None]] = []
        self._received = 0

    def on_upload(self, callback: Callable[[bytes | None, str], None]) -> None:
        """Call back after each upload."""
        self._listeners.append(callback)

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        if msg["status"] == "error":  # the browser saw that there are too many bytes, and sends none
            self._notify(None, "upload")
        else:
            super()._handle_msg(msg)

    def _process_chunk(self, msg: dict[str, Any]) -> None:
        self._received += len(msg["data"])
        if self.max_file_size is not None and self._received > self.max_file_size:
            self._file_buffer.clear()
            self._buffer.clear()
            return
        super()._process_chunk(msg)

    def _update_file(self, filename: Any, mime_type: Any, value: Any) -> None:  # noqa: ARG002 - the base's signature
        too_large = self.max_file_size is not None and self._received > self.max_file_size
        self._received = 0
        data = None if too_large else value or b""
        self.param.update(filename=None, mime_type=None, value=None)  # the bytes are kept by who wants them
        self._notify(data, str(filename or "upload"))

    def _notify(self, data: bytes | None, name: str) -> None:
        for callback in self._listeners:
            callback(data, name)
