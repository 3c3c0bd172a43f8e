"""Simulated registers: made-up entries with the relations a register has, written by drawn hands and read by the recogniser."""
