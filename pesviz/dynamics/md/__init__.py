"""Molecular dynamics runs."""
