"""Class sheets: printed for a class without a laptop, and entered from paper afterwards."""
