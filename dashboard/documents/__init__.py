"""What a reader leaves with: the sheet for the mayor, as page, PDF and slides."""
