"""Diffusivity, conductivity, Arrhenius fits and density of trajectories."""
