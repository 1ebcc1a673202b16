"""Write feedpub/data/countries.toml: countries and territories in Chinese, from the CLDR as packaged by Babel.

    python -m venv /tmp/cldr && /tmp/cldr/bin/pip install babel && /tmp/cldr/bin/python scripts/countries.py

Run it once for each new release of the CLDR that renames a country. Names for which the press has other forms (沙特,
波黑, 南韩) and all places smaller than a country are in places.toml, which is written by hand.
"""

import re
from pathlib import Path

import babel
from babel import Locale

TARGET = Path(__file__).parent.parent / "feedpub" / "data" / "countries.toml"
LOCALES = ("zh", "zh_Hant", "zh_Hant_HK")
# Codes that are not foreign countries: the home country and its regions, the Antarctic, unions, outlying seas, unknown
# and test regions.
NOT_ABROAD = frozenset({"CN", "HK", "MO", "TW", "AQ", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})
AMBIGUOUS = frozenset({"獅子山"})  # a hill in three Chinese cities


def main() -> None:
    """Write the table, one country per line: its names in simplified and traditional Chinese."""
    tables = [{str(code): name for code, name in Locale.parse(place).territories.items()} for place in LOCALES]
    codes = sorted(code for code in tables[0] if re.fullmatch("[A-Z]{2}", code) and code not in NOT_ABROAD)
    lines = [
        f"# Countries and territories in Chinese: CLDR, as of Babel {babel.__version__}, by scripts/countries.py.",
        "# Copyright © 2004-2025 Unicode, Inc. Unicode License v3, in LICENSE.unicode beside this file.",
        "names = [",
    ]
    seen: set[str] = set(AMBIGUOUS)
    for code in codes:
        names = dict.fromkeys(table[code] for table in tables if code in table)
        fresh = [name for name in names if name not in seen]
        seen.update(fresh)
        listed = " ".join(f'"{name}",' for name in fresh)
        lines.append(f"  {listed}  # {code}")
    TARGET.write_text("\n".join([*lines, "]", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
