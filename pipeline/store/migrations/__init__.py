"""Alembic's folder: one file of ``versions`` per change of the tables, run by ``pipeline.store.schema``."""
