"""`python -m souk.site FOLDER` writes the pages for Sphinx; `make docs` runs it."""

import sys
from pathlib import Path

from souk import site

site.write(Path(__file__).resolve().parents[2], Path(sys.argv[1]))
