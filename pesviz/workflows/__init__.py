"""Where a computation is put together: scan, barrier, dynamics, evaluation."""
