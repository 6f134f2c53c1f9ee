// The facts of the entries of an answer: the mirror of ourpatch/searching/results.py. Long words do
// not travel as columns, so there are no answers in full here; `fullEntry` has them.

// The facts of some entries by their number.
export function factsByNumber(connection, known, numbers) {
  const rows = connection.rows("results.cards", { numbers: JSON.stringify(numbers) });
  return new Map(rows.map((row) => [row.number, factsOf(known, row)]));
}

// A row of the table `entry` with its lists as lists and its yes and no as true and false.
function factsOf(known, row) {
  const facts = Object.fromEntries(known.columns.map((name) => [name, row[name]]));
  for (const name of known.lists) facts[name] = JSON.parse(facts[name] || "[]");
  for (const name of known.flags) facts[name] = facts[name] === null ? null : Boolean(facts[name]);
  return facts;
}
