"""Published states: written whole, logged, compared, verified and taken back."""
