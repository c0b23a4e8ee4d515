"""How long the paper's bootstrap takes: 1000 resamples of 1302 structures and 40 descriptors (limit 10 s).

python benchmarks/ranking.py [--json]

`seconds` is the bootstrap of the partial AUC alone; `evaluate_seconds` is everything that `pesviz evaluate` says of
as many descriptors: also AP@k with redrawn labels, Kendall with its bootstrap, Spearman, random orders.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np
import pandas as pd

from pesviz.ranking.evaluation import evaluate
from pesviz.ranking.labels.label_set import LabelSet, label_table
from pesviz.ranking.scores import bootstrap_partial_auc

LIMIT_S = 10.0


def everything(scores: np.ndarray, good: np.ndarray, resamples: int) -> None:
    ids = [f"s{i}" for i in range(len(scores))]
    table = label_table({"formula": ["LiCl"] * len(ids), "sigma": 1e-9 * 1e8**good, "upper_bound": good < 1e-4}, ids)
    results = pd.DataFrame(scores, columns=[f"xi_{i}" for i in range(scores.shape[1])]).assign(source_id=ids)
    evaluate(results, LabelSet("made", "made", table, 300.0, "experiment"), n_resamples=resamples)


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
    start, cpu = time.perf_counter(), time.process_time()
    everything(scores, good, options.resamples)
    everything_seconds, everything_cpu = time.perf_counter() - start, time.process_time() - cpu
    result = {
        "structures": options.structures,
        "descriptors": options.descriptors,
        "resamples": options.resamples,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "evaluate_seconds": round(everything_seconds, 3),
        "evaluate_cpu_seconds": round(everything_cpu, 3),
        "limit_s": LIMIT_S,
        "mean_score": float(np.nanmean(areas)),
    }
    print(json.dumps(result) if options.json else "\n".join(f"{key:>20}  {value}" for key, value in result.items()))


if __name__ == "__main__":
    main()
