"""Class lists as schools keep them: read a workbook or a CSV and show, row by row, what was understood."""
