"""The countries, rivers and lakes of the world, small enough to travel along."""
