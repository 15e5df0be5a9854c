import CanonicalJSON

/// How two JSON texts differ in their values; nil where one can't be read, or only the layout differs.
///
/// What is wrong with the text is told by the comparison as text, so that it need not be said here.
func compareDocuments(_ expected: [UInt8], _ actual: [UInt8]) -> [ValueDifference]? {
  guard let left = try? JSONValue(parsing: expected, file: ""), let right = try? JSONValue(parsing: actual, file: "")
  else { return nil }
  let differences = compareValues(expected: left, actual: right)
  return differences.isEmpty ? nil : differences
}
