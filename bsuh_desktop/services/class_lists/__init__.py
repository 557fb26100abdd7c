"""Importing a class list: read, decided row by row, stored as a new class or merged into an existing one."""
