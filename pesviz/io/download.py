"""Fetching files over the network."""

from __future__ import annotations

import urllib.error
import urllib.request

from pesviz.errors import NetworkError

TIMEOUT_S = 60
LARGEST = 200_000_000
"""Bytes; what a server sends beyond them is not read."""


def fetch(url: str, remedy: str) -> bytes:
    """Fetch a file.

    Parameters
    ----------
    url
        Its address, http or https.
    remedy
        What a person does where it cannot be fetched.

    Raises
    ------
    NetworkError
        The address is of another kind, or does not answer.
    """
    if not url.startswith(("https://", "http://")):
        raise NetworkError(f"{url} is not a web address.", "Give one that begins with https://.")
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:  # noqa: S310 - the scheme is checked above
            return bytes(answer.read(LARGEST))
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise NetworkError(f"{url} cannot be fetched ({reason}).", remedy) from error
