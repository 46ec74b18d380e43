"""The tests, in folders that mirror `app/`."""
