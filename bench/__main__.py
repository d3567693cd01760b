"""`python -m bench`: all measurements, one after the other."""

from bench import browsing, check, crowd, documents, load, pages, publishing, queries, search, simulator

if __name__ == "__main__":
    queries.main()
    search.main()
    check.main()
    simulator.main()
    documents.main()
    crowd.main()
    pages.main()
    browsing.main()
    load.main()
    publishing.main()
