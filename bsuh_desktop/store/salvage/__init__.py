"""What a damaged data file and its log still hold, read page by page without the database that refuses them."""
