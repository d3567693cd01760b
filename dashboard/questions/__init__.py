"""What is asked again and again, and what do the data answer? Twenty cards, worked out for every release."""
