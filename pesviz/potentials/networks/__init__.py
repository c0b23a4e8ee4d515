"""Networks that pesviz evaluates in batches itself."""
