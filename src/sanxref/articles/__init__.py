"""File, address or stream to article to mentions to mentioned persons."""
