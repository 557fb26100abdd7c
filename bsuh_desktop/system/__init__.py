"""What the operating system provides, one module a subject: files, disks, processes, clocks, power."""
