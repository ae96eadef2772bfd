"""Figures, each a ratio taken in one run with what it was divided by: ``python -m tests.benchmarks``."""
