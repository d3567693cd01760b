"""`python -m publisher.dictionary`: the data dictionary, generated from the contract."""

from collections.abc import Iterator
from typing import Any

from publisher.contract import EXTRACT_TABLES, load_schema, sheet_kinds


def limits(field: dict[str, Any]) -> str:
    """The constraints of a field in one line."""
    constraints = field.get("constraints", {})
    parts = ["required"] if constraints.get("required") else []
    if "enum" in constraints:
        parts.append(" \\| ".join(constraints["enum"]))
    if "pattern" in constraints:
        parts.append("`" + constraints["pattern"].replace("|", "\\|") + "`")
    parts += [f"{name} {constraints[name]}" for name in ("minimum", "maximum") if name in constraints]
    if "reference" in field:
        parts.append(f"named in reference/{field['reference']}.csv")
    if field.get("aliases"):
        parts.append(f"also: {', '.join(field['aliases'])}")
    return "; ".join(parts)


def section(family: str, name: str) -> Iterator[str]:
    """One table: title, key and a row a field."""
    schema = load_schema(family, name)
    yield f"### {name}\n\n{schema['title']} ({schema['title_id']}).\n"
    if "primaryKey" in schema:
        yield f"Grain: {' × '.join(schema['primaryKey'])}.\n"
    yield "| field | type | unit | meaning | arti | limits |\n|---|---|---|---|---|---|"
    for field in schema["fields"]:
        cells = (
            field["type"],
            field.get("unit", ""),
            field["description"],
            field["description_id"],
            limits(field),
        )
        yield f"| `{field['name']}` | {' | '.join(cells)} |"
    if "columns_not_read" in schema:
        yield f"\nNot read: {', '.join(schema['columns_not_read'])}."
    yield ""


def dictionary() -> str:
    """The whole page as Markdown."""
    lines = [
        "# Data dictionary\n",
        "Generated from `data/contract/` by `make docs`; do not edit by hand.\n",
        "## Published extract\n",
    ]
    for name in EXTRACT_TABLES:
        lines += section("extract", name)
    lines.append("## Sheets that the publisher reads\n")
    lines.append(
        "A file's name begins with its kind: `opd_workers-disnaker.csv`. XLSX, XLS, ODS or CSV. A header is "
        "the field's name or one of its aliases; columns declared as not read may come too.\n"
    )
    for name in sheet_kinds():
        lines += section("sheets", name)
    return "\n".join(lines)


if __name__ == "__main__":
    print(dictionary(), end="")
