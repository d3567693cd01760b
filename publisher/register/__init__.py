"""The private register: who stood where and who paid for whom, and what a month of it comes to."""
