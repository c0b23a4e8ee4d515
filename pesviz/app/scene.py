"""The crystal as the viewer draws it, from `pesviz.structure.depiction`, where figures and exports reach it."""

from pesviz.structure.depiction import scene_of

__all__ = ["scene_of"]
