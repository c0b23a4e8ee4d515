"""Label sets: measured or computed conductivities, their structures and weights."""
