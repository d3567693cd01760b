"""A synthetic city: people who do not exist, and the sheets that would be sent about them."""
