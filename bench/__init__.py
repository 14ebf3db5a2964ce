"""Measurements, each beside its floor in the same run. The machine is shared and noisy: read the ratios, not the figures."""
