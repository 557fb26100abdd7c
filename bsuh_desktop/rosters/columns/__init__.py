"""Which column of a list holds what: its headings, and what stands below them."""
