"""The class sheet: one A4 page on which a class is held by hand."""
