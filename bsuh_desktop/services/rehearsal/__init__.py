"""Classes as a script: a trainer's drill, a report that can be replayed, an acceptance test, without a window."""
