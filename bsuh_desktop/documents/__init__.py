"""Papers as PDF, with correctly shaped Bangla and QR codes that scan: drawing them and reading them back."""
