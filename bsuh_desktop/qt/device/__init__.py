"""The device that is passed round: what a learner touches, and what keeps it from anybody else."""
