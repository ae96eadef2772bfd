"""``python -m supporthub_ext.sandbox``."""

import sys

from supporthub_ext.sandbox.command import main

sys.exit(main(sys.argv[1:]))
