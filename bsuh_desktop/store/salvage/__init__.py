"""Reads what a damaged data file and its log still contain, page by page, without SQLite, which refuses them."""
