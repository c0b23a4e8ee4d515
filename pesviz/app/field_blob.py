"""The packed field of the viewer; it lives in `pesviz.landscape.field_blob`, where the exports reach it too."""

from pesviz.landscape.field_blob import pack_field, unpack_field

__all__ = ["pack_field", "unpack_field"]
