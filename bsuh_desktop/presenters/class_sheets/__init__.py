"""Class sheets: printed, and entered from paper."""
