/// The name among `candidates` that `word` is most likely a slip for; nil when none is near enough.
///
/// Nearness is the optimal string alignment distance (insert, delete, replace, swap neighbours), at most a third of
/// the word's length; ties go to the first in order of names.
package func nearestName(to word: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, word.count / 3)
  // Names whose lengths differ by more need not be looked at.
  return candidates.filter { abs($0.count - word.count) <= limit }.sorted()
    .map { ($0, editDistance(Array(word), Array($0))) }
    .filter { $0.1 <= limit }
    .min { $0.1 < $1.1 }?.0
}

/// `did you mean 'NAME'?` for a near candidate, else the list of what there is.
package func suggestion(for word: String, among candidates: some Collection<String>) -> String? {
  if let name = nearestName(to: word, among: candidates) { return "did you mean '\(escaped(name))'?" }
  guard !candidates.isEmpty else { return nil }
  return "known: " + candidates.sorted().map { "'\(escaped($0))'" }.joined(separator: ", ")
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
  var rows = [Array(0...right.count)]
  for (i, character) in left.enumerated() {
    var row = [i + 1]
    for (j, other) in right.enumerated() {
      var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (character == other ? 0 : 1))
      if i > 0, j > 0, character == right[j - 1], left[i - 1] == other { cost = min(cost, rows[i - 1][j - 1] + 1) }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
