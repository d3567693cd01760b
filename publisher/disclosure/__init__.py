"""Nobody can be recognised: under which labels and in which parts groups are published."""
