"""Readers of structure files, one door for paths and bytes."""
