"""What calamine does not tell of a workbook: which rows and columns are hidden, which cells are formulas."""
