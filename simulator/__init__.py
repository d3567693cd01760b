"""What does it cost to protect more workers, and what does a budget buy?

Plain Python: no files, no clock, no Streamlit. The same question always gives the same rupiah.
Assumptions are numbered A1, A2 … in docs/assumptions.md.
"""

# Raised whenever the same question would give another number; CHANGELOG then says "Results change".
MODEL_VERSION = "2.0"
