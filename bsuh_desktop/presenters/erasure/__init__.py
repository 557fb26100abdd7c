"""What the pages of forgotten names show, without Qt."""
