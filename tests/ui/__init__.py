"""Tests of the window: they type keys and read what is on screen."""
