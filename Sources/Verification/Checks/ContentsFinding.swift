import Causes
package import Comparison
package import Store

/// How and why the members of a layer's archive differ from the committed inventory; nil where they are the same.
///
/// Contents are looked into as far as the store holds those of both sides: expected ones are there where they were
/// built before, on this machine or through a store that is shared.
package func contentsFinding(
  layer name: String, file: String, expected: Inventory, actual: Inventory, store: ContentStore, hint: String?
) -> Finding? {
  guard !compare(expected: expected, actual: actual).isEmpty else { return nil }
  // Content that is gone from the store is told by its digest.
  let content: ContentComparer.Content = { digest in try? store.read(digest) }
  let (expected, actual) = ContentComparer(expected: content, actual: content, examiner: ContentCauses())
    .explain(expected: expected, actual: actual)
  let difference = compare(expected: expected, actual: actual)
  let diagnosis = diagnose(expected: expected, actual: actual, difference: difference)
  return Finding(
    "contents.changed", "its archive differs: \(difference.summary.text)", layer: name, file: file,
    differences: memberRows(difference), causes: diagnosis.causes, hint: hint)
}
