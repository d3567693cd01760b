"""From files as they come to typed tables, or to findings that the clerk can mend."""
