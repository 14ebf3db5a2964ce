"""Whole stories through both nets, told once and played on each database."""
