"""One file per state of the tables, oldest first."""
