"""Trajectories: readers, unwrapping, storage."""
