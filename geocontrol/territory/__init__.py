"""From places to areas of control: cells, estimates, fronts, routes, statistics."""
