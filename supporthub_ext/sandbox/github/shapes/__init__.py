"""Records as the JSON of GitHub's REST API (version 2022-11-28), every address on the sandbox's own host."""
