"""Proving what somebody holds: attendance files, certificates and scanned codes, judged without a network."""
