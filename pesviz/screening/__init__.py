"""Campaigns over many structures: sources, workers and the results database."""
