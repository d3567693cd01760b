"""What the pages share: running queries, filters, charts, maps, words, downloads."""
