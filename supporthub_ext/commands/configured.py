"""What a server that starts here would be told: the same files, read without starting one."""

from __future__ import annotations

import logging

from jupyter_server.serverapp import ServerApp

from supporthub_ext.actions.settings import Settings
from supporthub_ext.app import SupportHub
from supporthub_ext.errors import ConfigurationError


def configured() -> Settings:
    """Answer the settings of ``SupportHub`` from Jupyter's configuration files.

    Raises
    ------
    ConfigurationError
        When a file or a setting is wrong.
    """
    server = ServerApp(log_level=logging.CRITICAL, raise_config_file_errors=True)
    extension = SupportHub(log_level=logging.CRITICAL, raise_config_file_errors=True)
    try:
        server.load_config_file(suppress_errors=False)
        extension.load_config_file(suppress_errors=False)
        extension.update_config(server.config)
    except Exception as problem:  # a configuration may be Python, and raise anything
        raise ConfigurationError(
            f"Jupyter's configuration can't be used: {problem}.",
            "Correct the file; `jupyter --paths` lists the folders where it may stand.",
        ) from problem
    return extension.read_settings()
