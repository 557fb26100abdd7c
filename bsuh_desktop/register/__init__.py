"""The coordinator's merged picture: an archive of the files that came, signed decisions, and figures made of both."""
