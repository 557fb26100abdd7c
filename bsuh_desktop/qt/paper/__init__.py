"""A class that was held on paper: its sheet is printed, and what stands on it is typed in."""
