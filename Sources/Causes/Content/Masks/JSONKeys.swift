import CanonicalJSON

/// JSON documents whose keys stand in another order, or that are laid out differently.
struct JSONKeys: ContentMask {
  let description = CauseDescription(
    id: "json-keys", meaning: "JSON documents are written with other white space or their keys in another order",
    proof: "both are read and written again with sorted keys; numbers keep their text, a key given twice is not read",
    fooledBy: "a reader that minds the order of keys, against the standard",
    fix: "sort keys when writing: 'sort_keys=True' in Python, '.sortedKeys' in Swift, and fix the indentation")
  let countsOnlyWhenExplained = true

  func apply(to pair: ContentPair) -> MaskedContent? {
    guard pair.isText, pair.holdsDocuments else { return nil }
    let masked = pair.mapping { text in (try? JSONValue(parsing: text, file: ""))?.bytes }
    guard let masked, masked.expected != pair.expected || masked.actual != pair.actual else { return nil }
    return MaskedContent(
      pair: masked,
      evidence: [
        masked.isEqual ? "the values are the same, keys or white space differ" : "keys or white space differ"
      ])
  }
}
