"""One screen, one file, one function ``show``."""
