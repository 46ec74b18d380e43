"""What a site and its people settle once: read, checked, written whole or not at all."""
