"""A coordinator's data: an archive of collected files, signed decisions, and the figures derived from both."""
