"""Pure functions from a result to a figure or a scene."""
