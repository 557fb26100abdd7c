"""A class list on its way into the desk: read, decided row by row, kept or merged."""
