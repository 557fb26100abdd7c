"""Questions and jobs that several features share: files, sticks, printers, days."""
