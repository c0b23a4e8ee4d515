"""Page *Evaluate*: scores of descriptors against labels."""
