"""What does the running portal count about itself? Nothing about who reads it.

The counters are those of the process; `prometheus_client` adds its memory, processor time and open files.
"""

from prometheus_client import Counter, Gauge, Histogram

CONNECTIONS = Gauge("cakupan_connections", "Readers' pages that are open now")
RERUNS = Counter("cakupan_reruns", "Runs of a page that readers' browsers asked for")
SLOWED = Counter("cakupan_reruns_slowed", "Runs that had to wait, because one page asked for too many")
DROPPED = Counter("cakupan_messages_dropped", "Messages that no reader's browser sends")
ANSWERS = Counter("cakupan_http_answers", "Answers beside the pages, by class of their status", ["status"])
QUERIES = Histogram(
    "cakupan_query_seconds",
    "Time that the database took for a named query that was not kept",
    ["query"],
    buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3),
)
KEPT_RESULTS = Counter("cakupan_query_results_kept", "Named queries that were answered from kept results")
EXTRACT_AGE = Gauge("cakupan_extract_age_days", "Days since the state that is shown was published")
DAYS_LATE = Gauge("cakupan_extract_days_late", "Days by which the next month is late")
PROBLEMS = Gauge("cakupan_extract_problems", "What is wrong with the published files")
