"""What a server that starts here would be told: the same files, read without starting one."""

from __future__ import annotations

import logging

from jupyter_server.serverapp import ServerApp

from supporthub_ext.actions.settings import Settings
from supporthub_ext.app import SupportHub


def configured() -> Settings:
    """Answer the settings of ``SupportHub`` from Jupyter's configuration files.

    Raises
    ------
    ConfigurationError
        When a setting is wrong.
    """
    server = ServerApp(log_level=logging.ERROR)
    server.load_config_file()
    extension = SupportHub(log_level=logging.ERROR)
    extension.load_config_file()
    extension.update_config(server.config)
    return extension.read_settings()
