"""Lets alembic work on the connection that `store/schema.py` opened."""

from alembic import context

from supporthub_ext.store.tables import record

context.configure(connection=context.config.attributes["connection"], target_metadata=record)
context.run_migrations()
