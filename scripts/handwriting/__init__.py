"""Makes the handwriting recogniser: draws training lines, trains on them, writes the weights."""
