"""Measurements that anyone can repeat; ``scripts/measure`` runs them and writes ``docs/measurements.md``."""
