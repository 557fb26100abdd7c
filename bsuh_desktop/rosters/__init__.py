"""Class lists as schools keep them: read a CSV or XLSX and show, row by row, what was understood."""
