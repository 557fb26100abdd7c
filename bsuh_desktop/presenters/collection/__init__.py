"""Screens of collecting: the Inbox of a coordinator, and Receive, which answers sticks one by one."""
