"""What makes a good lesson, as far as a machine can see it: one small function a rule, in modules by theme."""
