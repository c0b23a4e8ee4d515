"""What every result says of where and with what it was computed."""

from __future__ import annotations

import datetime as dt
import json
import platform
from importlib.metadata import version

from pesviz.io.provenance import run_provenance


def test_versions_date_and_machine():
    values = json.loads(json.dumps(run_provenance()))
    assert set(values) == {"versions", "date", "machine"}
    assert values["versions"]["python"] == platform.python_version()
    assert values["versions"]["numpy"] == version("numpy")
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(values["date"])
    assert abs(age) < dt.timedelta(minutes=1)
    assert values["machine"]["cores"] >= 1
