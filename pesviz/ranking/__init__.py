"""Rankings against labelled data: labels, scores, features and models."""

from pesviz.ranking.calibration import Calibration, calibrate, calibration_in_force
from pesviz.ranking.evaluation import Evaluation, evaluate
from pesviz.ranking.features import descriptor_table, descriptors
from pesviz.ranking.labels.label_set import LabelSet
from pesviz.ranking.labels.sources import labels as load_labels
from pesviz.ranking.labels.weights import RULES, WeightRule, weights_of

__all__ = [
    "RULES",
    "Calibration",
    "Evaluation",
    "LabelSet",
    "WeightRule",
    "calibrate",
    "calibration_in_force",
    "descriptor_table",
    "descriptors",
    "evaluate",
    "load_labels",
    "weights_of",
]
