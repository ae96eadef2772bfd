"""The REST half: one file for each kind of thing that has addresses."""
