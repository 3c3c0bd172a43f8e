"""Builds the lexicons of ``models/lexicons`` from the lexicon sources and from the facts that lie beside this file."""
