"""Percolation paths, hops between sites, and the network they form."""
