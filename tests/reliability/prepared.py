"""What the process has imported that every server is forked from."""

import github
import psycopg
import slack_sdk

from tests.reliability import server

__all__ = ["github", "psycopg", "server", "slack_sdk"]
