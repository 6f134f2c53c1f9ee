"""From a question to an answer, over `directory.db` and nothing else.

`question` is what was asked and `understanding` what it means, with `spelling`, `wanting` and
`whereabouts`. `sets` holds which entries have which terms, `matching` which have one thing wanted
and `finding` which have them all; `points` is how they are ordered; `answer` puts it together, with
`results` and `reasons` why. `shortlist` is a list that somebody chose, which is an answer too.
`everybody` is for those who read every page. `statements` has the SQL. All that this half knows
(words, labels, places) was compiled into the database. `static/search/` is the same again for a
browser, file by file.
"""

from ourpatch.searching.answer import PAGE_SIZE, Answer, Facet, FacetTerm, answer, answer_list
from ourpatch.searching.entry import full_entry, in_place_of, now_called, record_of
from ourpatch.searching.everybody import everybody
from ourpatch.searching.freshness import Freshness, freshness
from ourpatch.searching.gaps import Gaps, gaps
from ourpatch.searching.picture import Picture, picture
from ourpatch.searching.points import points_in_words
from ourpatch.searching.question import SORTS, Question, read_question
from ourpatch.searching.resembling import resembling
from ourpatch.searching.results import Result, rearranged
from ourpatch.searching.sets import Directory, Word, directory
from ourpatch.searching.shortlist import Shortlist, read_shortlist
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
    "Shortlist",
    "Word",
    "answer",
    "answer_list",
    "directory",
    "everybody",
    "freshness",
    "full_entry",
    "gaps",
    "in_place_of",
    "now_called",
    "picture",
    "points_in_words",
    "read_question",
    "read_shortlist",
    "rearranged",
    "record_of",
    "resembling",
    "ways_out",
]
