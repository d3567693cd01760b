"""The shapes of the map: installed boundary files, or schematic cells."""
