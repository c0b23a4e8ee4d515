"""Read structures and choose the mobile ions."""

from pesviz.structure.crystal import Crystal

__all__ = ["Crystal"]
