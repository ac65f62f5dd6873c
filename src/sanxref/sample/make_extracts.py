"""Write un.xml and ofac-sdn.xml anew: `python -m sanxref.sample.make_extracts`.

For maintainers, after a change of facts.yaml; a test compares the files with what this makes.
"""

from pathlib import Path

import yaml

from sanxref.sample.ofac_extract import make_ofac_extract
from sanxref.sample.un_extract import make_un_extract

__all__ = ["make_extracts"]

FOLDER = Path(__file__).parent


def make_extracts(folder: Path) -> None:
    """Write both extracts into a folder; the same facts give the same bytes."""
    facts = yaml.safe_load((FOLDER / "facts.yaml").read_text(encoding="utf-8"))
    reference_values = (FOLDER / "ofac-reference-values.xml").read_bytes()
    (folder / "un.xml").write_bytes(make_un_extract(facts["un"]))
    (folder / "ofac-sdn.xml").write_bytes(make_ofac_extract(facts["ofac"], reference_values))


if __name__ == "__main__":
    make_extracts(FOLDER)
