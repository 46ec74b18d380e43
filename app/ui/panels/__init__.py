"""Panels show what they are given and emit what a person did; they do not know each other."""
