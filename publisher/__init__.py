"""From the monthly sheets of OPD, BPJS and companies to one published extract."""
