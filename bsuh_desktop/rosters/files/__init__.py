"""Reads the files that schools send, text files and workbooks, into rows of cells without interpreting them."""
