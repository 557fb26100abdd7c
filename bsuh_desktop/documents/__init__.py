"""Papers that leave the classroom: certificates as PDF, with Bangla shaped and codes that scan."""
