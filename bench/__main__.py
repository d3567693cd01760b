"""`python -m bench`: all measurements, one after the other."""

from bench import pages, publishing, queries

if __name__ == "__main__":
    queries.main()
    pages.main()
    publishing.main()
