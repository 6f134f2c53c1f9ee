"""The directory with no server: the same pages, drawn where they are read, or printed.

`templates` turns the Jinja templates into JavaScript (static/pages/templates.js), once, by hand;
`bundle` joins the modules of static/ into one script; `release` lists what a phone keeps; `site`,
`one_file` and `booklet` are what `publish` makes.
"""
