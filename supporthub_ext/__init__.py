"""The 2i2c support process in Jupyter.

``Desk`` is what a notebook needs. ``SupportHub`` is the server extension; Jupyter finds it through
``_jupyter_server_extension_points``. Both are imported when first asked for: a server that starts must not
pay for pandas, and a kernel must not pay for tornado.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from supporthub_ext._version import __version__

if TYPE_CHECKING:
    from supporthub_ext.app import SupportHub
    from supporthub_ext.desk import Desk

__all__ = ["Desk", "SupportHub", "__version__"]

_ROOMS = {"Desk": "supporthub_ext.desk", "SupportHub": "supporthub_ext.app"}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'supporthub_ext' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Tell jupyter-server where the extension is."""
    from supporthub_ext.app import SupportHub

    return [{"module": "supporthub_ext", "app": SupportHub}]
