"""The gazetteer: three tables of places (read by `ourpatch.places`) and the maker of them."""
