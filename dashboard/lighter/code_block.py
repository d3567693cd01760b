"""How does a browser draw a block of code without 1.5 MB that would colour it in 297 languages?

The portal colours none: colours of keywords are too pale to be read by all. Streamlit has the form without
colours for blocks of very many lines; here every block takes it, under the same button that copies it.
"""

import re

NOTICE = (
    "/* Streamlit's (Apache-2.0, Snowflake Inc.) without its colours; made by python -m dashboard.lighter */"
)
IMPORTS = re.compile(r'(?:import(?:\{[^}]*\}from)?"\./[^"]+";)+')
# Where the last part begins: React, the colours, the number of lines from which on there are none.
REACT = re.compile(r"(?:var |,)([\w$]+)=([\w$]+\([\w$]+\(\),1\)),([\w$]+)=[\w$]+\(\),([\w$]+)=5e4;")
COLOURED = re.compile(
    r"[\w$]+\?([\w$]+\([\w$]+,\{[^{}]*`stCodeUnhighlighted`[^{}]*\}\))"  # this, if there are so many lines
    r":[\w$]+\([\w$]+\.Prism,\{.*?\}\)\}\)"  # else that
)


def plain(whole: bytes) -> bytes:
    """Streamlit's file with the form without colours alone. Raises ValueError when it is made otherwise."""
    text = whole.decode()
    imports, react = IMPORTS.match(text), REACT.search(text)
    if imports is None or react is None:
        raise ValueError("Streamlit's block of code begins otherwise than it did")
    component, count = COLOURED.subn(r"\1})", text[react.end() :])
    if count != 1:
        raise ValueError(f"Streamlit's block of code has {count} places for colours")
    module, made, colours, most = react.groups()
    return f"{NOTICE}{imports[0]}var {module}={made},{colours}={{}},{most}=5e4;{component}".encode()
