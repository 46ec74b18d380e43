"""What may import what, and other rules about the text of the repository itself."""
