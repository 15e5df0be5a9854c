import Diagnostics

/// The name of an element as a file gives it, normalised: `sub/../x.bst` is `x.bst`.
///
/// - Throws: Why it can't be one, at its place.
func elementName(_ text: LocatedText) throws(Diagnostic) -> String {
  try elementName(text.text, at: text.place)
}

/// The same for a name from the command line, which has no place.
func elementName(_ name: String, at place: Place?) throws(Diagnostic) -> String {
  if name.contains(":") {
    throw Diagnostic(
      "element.junction", "'\(escaped(name))' is an element of another project, which Assay does not read", at: place,
      hint: "load that project by itself, or copy the element into this one")
  }
  if let character = name.unicodeScalars.first(where: isForbidden) {
    throw Diagnostic(
      "element.name", "'\(escaped(name))' can't be the name of an element: it holds '\(escaped(String(character)))'",
      at: place, hint: "use printable ASCII without < > : \" \\ | ? *")
  }
  guard name.hasSuffix(".bst") else {
    throw Diagnostic(
      "element.name", "'\(escaped(name))' can't be the name of an element: it does not end in '.bst'", at: place,
      hint: "write '\(escaped(name)).bst'")
  }
  guard isNormal(name) else {
    if let name = ProjectFiles.normalized(name) { return name }
    throw Diagnostic(
      "element.outside", "'\(escaped(name))' leads out of the project's elements", at: place,
      hint: "names start below the element path")
  }
  return name
}

/// Whether nothing has to be folded: the most frequent case by far.
private func isNormal(_ name: String) -> Bool {
  var last = UInt8(ascii: "/")
  for byte in name.utf8 {
    if last == UInt8(ascii: "/"), byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") { return false }
    last = byte
  }
  return true
}

private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "<", ">", ":", "\"", "\\", "|", "?", "*": true
  default: !(0x20...0x7E).contains(scalar.value)
  }
}
