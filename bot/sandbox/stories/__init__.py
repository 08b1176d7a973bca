"""Stories on file: read from YAML, and told by doing what they say."""
