"""The Figures page: totals, tile map, trend, and a table."""
