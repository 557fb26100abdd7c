"""Verifying: attendance files, certificates, codes and small signed files, whatever somebody has."""
