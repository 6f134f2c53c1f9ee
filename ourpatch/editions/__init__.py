"""The directory in other shapes than a site: each edition is one file to carry away."""
