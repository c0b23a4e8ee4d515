"""Numbers for people; they live in `pesviz.landscape.typeset`, where the exports reach them too."""

from pesviz.landscape.typeset import direction, duration, energy, fraction, score

__all__ = ["direction", "duration", "energy", "fraction", "score"]
