"""Open data: the state of a day, or all spans, in formats that other tools read."""
