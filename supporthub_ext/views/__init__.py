"""What a steward sees in a notebook: small anywidgets that speak with the kernel by messages."""
