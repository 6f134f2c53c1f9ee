"""Where the parts that are not Python code stand: vocabulary, templates, plugins, static files."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent

#: The folder that holds vocabulary/, templates/, plugins/, static/ and metadata.yml. In a checkout
#: that is its top folder; in an installed package they travel inside it.
SITE = _CHECKOUT if (_CHECKOUT / "vocabulary" / "fields.yml").is_file() else _PACKAGE / "site"

#: The variable that tells a site being served where its entries are, when not beside its database.
ENTRIES = "OUR_PATCH_ENTRIES"

VOCABULARY = SITE / "vocabulary"
