"""Where a computation is put together: scan, barrier, dynamics, evaluation.

Each is a class whose `steps()` is a generator of `Progress`; the value that the generator returns is the result.
Closing the generator cancels the computation, and a checkpoint keeps what is done. `run()` drains the generator.
"""

from typing import Literal

Relaxation = Literal["none", "positions", "cell"]
"""What is relaxed with the potential before anything else: nothing, positions, or positions and cell."""
