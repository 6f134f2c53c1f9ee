"""From what somebody types to an entry file, and a look at its page before anybody else has one.

`questions` is the form, made of the field table; `as_people_write` evens out dates, times and
money; `answers` makes the entry and says what is wrong with it, by the rules and in the words of
`check`; `preview` is its page; `sending` the ways to send it, some of them to a `forge`.
`at_the_terminal` asks the least there, and `filing` puts a file among the entries.
"""
