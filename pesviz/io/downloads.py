"""Downloads over HTTP, by pooch."""

from __future__ import annotations

from pathlib import Path

from pesviz.errors import NetworkError
from pesviz.io.atomic import atomic_file

TIMEOUT_S = 60


def download(url: str, path: Path, remedy: str, *, sha256: str | None = None) -> None:
    """Download a file.

    Parameters
    ----------
    url
        Its address, http or https.
    path
        Where it goes, in a folder that exists; it appears whole or not at all.
    remedy
        What a person does where it cannot be fetched.
    sha256
        Its hash, in hexadecimal; not checked by default.

    Raises
    ------
    NetworkError
        The address is of another kind, or does not answer.
    ValueError
        The file has another hash.
    OSError
        The file cannot be written.
    """
    import pooch
    from pooch.hashes import hash_matches
    from requests.exceptions import RequestException

    if not url.startswith(("https://", "http://")):
        raise NetworkError(f"{url} is not a web address.", "Give one that begins with https://.")
    get = pooch.HTTPDownloader(timeout=TIMEOUT_S, chunk_size=2**16)
    with atomic_file(path) as part:
        try:
            get(url, str(part), None)
        except RequestException as error:
            raise NetworkError(f"{url} cannot be fetched ({_reason(error)}).", remedy) from error
        if sha256 is not None:
            hash_matches(str(part), f"sha256:{sha256}", strict=True, source=url)


def _reason(error: Exception) -> str:
    """Return why a request failed, in a few words; what requests itself says of a connection is unreadable."""
    from requests.exceptions import ChunkedEncodingError, Timeout
    from requests.exceptions import ConnectionError as NoConnectionError

    response = getattr(error, "response", None)
    if response is not None:
        return f"{response.status_code} {response.reason}"
    if isinstance(error, Timeout):
        return f"no answer in {TIMEOUT_S} s"
    if isinstance(error, ChunkedEncodingError):
        return "the connection broke off"
    return "no connection" if isinstance(error, NoConnectionError) else str(error)
