"""Open data over HTTP: an interface for programs, and the files of every release."""
