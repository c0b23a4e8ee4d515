"""Page *Dynamics*: molecular dynamics runs."""
