"""`python -m souk.site FOLDER`: the pages of the documentation, for Sphinx to read. `make docs` calls it."""

import sys
from pathlib import Path

from souk import site

site.write(Path(__file__).resolve().parents[2], Path(sys.argv[1]))
