"""What a steward does: one file per action, each builds a plan; and what keeps the queue true."""
