extension JSONValue {
  /// Writes the text of an object in pieces, so that one of its arrays need not be held as a value.
  ///
  /// The pieces together are the canonical text of `members` with `key` added, which holds `elements`.
  package static func write(
    _ members: [String: JSONValue], streaming key: String, _ elements: some Sequence<JSONValue>,
    to sink: ([UInt8]) throws -> Void
  ) rethrows {
    var writer = JSONWriter()
    var separator = "{"
    for name in sortedKeys(members.merging([key: .null]) { $1 }) {
      writer.write(separator)
      separator = ","
      writer.newLine(indent: 1)
      writer.write(quoted: name)
      writer.write(": ")
      if name == key {
        try writer.write(elements, to: sink)
      } else {
        writer.write(members[name] ?? .null, indent: 1)
      }
      try writer.pass(to: sink)
    }
    writer.write("\n}\n")
    try writer.pass(to: sink)
  }
}

extension JSONWriter {
  /// An array that is a member of the outermost object, passed on element by element.
  fileprivate mutating func write(_ elements: some Sequence<JSONValue>, to sink: ([UInt8]) throws -> Void) rethrows {
    write("[")
    var isEmpty = true
    for element in elements {
      if !isEmpty { write(",") }
      isEmpty = false
      newLine(indent: 2)
      write(element, indent: 2)
      try pass(to: sink)
    }
    if !isEmpty { newLine(indent: 1) }
    write("]")
  }

  fileprivate mutating func pass(to sink: ([UInt8]) throws -> Void) rethrows {
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
