"""Level map, percolation, free volumes and Ξ of a potential energy surface."""
