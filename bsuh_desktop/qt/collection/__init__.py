"""Inbox and Receive: what a coordinator collects."""
