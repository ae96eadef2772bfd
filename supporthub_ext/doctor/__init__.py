"""`supporthub doctor`: what can be reached, and how the real services differ from the sandbox.

It shares nothing with our clients: a doctor who reads with the patient's eyes finds nothing.
"""
