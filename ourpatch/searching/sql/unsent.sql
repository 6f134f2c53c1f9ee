-- What a phone with no signal needs to know of the form.

-- labels: the label of each question; those with several lines to answer in come last.
SELECT name, label, facet, kind FROM field ORDER BY kind = 'text', position
