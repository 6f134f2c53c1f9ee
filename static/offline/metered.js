// Whether what is fetched may cost somebody money, or wait they asked to be spared. Where a browser
// does not say, it may.

export function isMetered() {
  const { connection } = navigator;
  if (!connection) return true;
  return connection.saveData || connection.type === "cellular" || connection.effectiveType !== "4g";
}
