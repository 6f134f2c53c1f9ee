"""From a question to an answer, over `directory.db` and nothing else.

`question` is what was asked and `understanding` what it means, with `spelling`, `wanting` and
`whereabouts`. `sets` holds which entries have which terms, `matching` which have one thing wanted
and `finding` which have them all; `points` is how they are ordered; `answer` puts it together, with
`reasons` why. `statements` has the SQL. All that this half knows (words, labels, places) was
compiled into the database. `static/search/` is the same again for a browser, file by file.
"""

from ourpatch.searching.answer import PAGE_SIZE, Answer, Facet, FacetTerm, Result, answer
from ourpatch.searching.entry import full_entry, now_called
from ourpatch.searching.freshness import Freshness, freshness
from ourpatch.searching.gaps import Gaps, gaps
from ourpatch.searching.picture import Picture, picture
from ourpatch.searching.points import points_in_words
from ourpatch.searching.question import SORTS, Question, read_question
from ourpatch.searching.sets import Directory, Word, directory
from ourpatch.searching.ways_out import ways_out

__all__ = [
    "PAGE_SIZE",
    "SORTS",
    "Answer",
    "Directory",
    "Facet",
    "FacetTerm",
    "Freshness",
    "Gaps",
    "Picture",
    "Question",
    "Result",
    "Word",
    "answer",
    "directory",
    "freshness",
    "full_entry",
    "gaps",
    "now_called",
    "picture",
    "points_in_words",
    "read_question",
    "ways_out",
]
