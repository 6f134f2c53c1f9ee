"""From other people's lists to entry files.

`spreadsheet` is the door for CSV files. `table` reads the file, `mapping` says which column becomes
which field, `making` turns one row into a draft of an entry, with `tidying` and `capitals` for the
words. `openreferral` is the door for feeds: `feed_pages` reads what was saved of one and `services`
makes drafts, with `service_words` and `told_in_json`. What comes after a draft does not care where
it came from: `proving` asks the same checks as `build.py check`, `shelf` keeps the folder of
entries, `twins` knows who is there already, and `telling` says what was done.

`arriving` lets either list come from a web address: `fetching` asks, and `feed_fetching` saves a
feed's pages. `neighbours` gathers from every one of the `sources` when its time has come.
"""
