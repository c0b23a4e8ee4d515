"""Molecular dynamics and relaxed barriers: runs, trajectories, mean squared displacement, conductivity, Arrhenius."""
