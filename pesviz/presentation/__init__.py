"""How results are shown: names, numbers, terms, scene and packed fields; no plotting library."""
