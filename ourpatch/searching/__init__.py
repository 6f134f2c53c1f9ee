"""From a question to an answer, over `directory.db` and nothing else.

`question` reads what was asked, `sets` holds which entries have which terms, `answer` puts the two
together. All that this half knows (words, labels, places) was compiled into the database.
"""

from ourpatch.searching.answer import PAGE_SIZE, Answer, Facet, FacetTerm, Result, answer
from ourpatch.searching.entry import full_entry
from ourpatch.searching.question import Question, read_question
from ourpatch.searching.sets import Directory, directory

__all__ = [
    "PAGE_SIZE",
    "Answer",
    "Directory",
    "Facet",
    "FacetTerm",
    "Question",
    "Result",
    "answer",
    "directory",
    "full_entry",
    "read_question",
]
