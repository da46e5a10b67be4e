"""Who held which place, on which day, who says so and who denies it."""

from __future__ import annotations

__version__ = "0.1.0"
