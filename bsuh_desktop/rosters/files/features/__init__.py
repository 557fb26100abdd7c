"""Reads what calamine does not report about a workbook: hidden rows and columns, formulas, number formats."""
