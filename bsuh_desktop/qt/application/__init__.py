"""The Qt application: start-up, memory use, and restart after a lock."""
