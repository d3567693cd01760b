"""The parts of the pages, one module a question. Each part is kept as it was drawn, by view."""
