"""What the operating system gives, behind one door each: today child processes, with and without limits."""
