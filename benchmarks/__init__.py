"""The speed claims, each one command. See README.md for how to run them and what they gave."""
