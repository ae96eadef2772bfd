"""REST endpoints, thin: who you are, what you asked for, what the desk answered."""
