"""Figures for reports: a day as SVG, PNG or PDF, drawn without a browser."""
