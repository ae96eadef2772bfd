"""What the `supporthub` command does, one file for each word of it. Each answers an exit status."""
