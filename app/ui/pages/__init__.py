"""Pages place panels."""
