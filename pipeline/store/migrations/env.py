"""Run by alembic on the connection that ``pipeline.store.schema`` hands over, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
