"""Verifying whatever somebody holds: attendance files, certificates, codes and small signed files."""
