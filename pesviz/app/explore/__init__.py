"""The explorer: one result, its threshold, path, slice and exports."""
