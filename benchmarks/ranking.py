"""How long the paper's bootstrap takes: 1000 resamples of 1302 structures and 40 descriptors (limit 10 s).

python benchmarks/ranking.py [--json]
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np

from pesviz.ranking.scores import bootstrap_partial_auc

LIMIT_S = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--structures", type=int, default=1302)
    parser.add_argument("--descriptors", type=int, default=40)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    good, bad = rng.random(options.structures) ** 8, rng.random(options.structures)
    scores = good[:, None] + rng.normal(size=(options.structures, options.descriptors))
    scores[:, ::2] = np.round(scores[:, ::2], 1)  # half of them with equal values, as free volumes have
    start, cpu = time.perf_counter(), time.process_time()
    areas = bootstrap_partial_auc(scores, good, bad, n_resamples=options.resamples)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    result = {
        "structures": options.structures,
        "descriptors": options.descriptors,
        "resamples": options.resamples,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "limit_s": LIMIT_S,
        "mean_score": float(np.nanmean(areas)),
    }
    print(json.dumps(result) if options.json else "\n".join(f"{key:>12}  {value}" for key, value in result.items()))


if __name__ == "__main__":
    main()
