"""Read structures and choose the mobile ions."""

from pesviz.structure.crystal import Crystal
from pesviz.structure.gallery import GalleryEntry, gallery
from pesviz.structure.loading import load, load_bytes
from pesviz.structure.mobile import choose_mobile, propose_mobile
from pesviz.structure.validation import validate

__all__ = [
    "Crystal",
    "GalleryEntry",
    "choose_mobile",
    "gallery",
    "load",
    "load_bytes",
    "propose_mobile",
    "validate",
]
