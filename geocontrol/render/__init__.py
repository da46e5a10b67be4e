"""Pages and maps: the one edge of the package where markup lives."""
