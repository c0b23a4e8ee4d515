"""Page *Rank*: campaigns."""
