/// What a ``Folder`` holds, by names that are told apart by their bytes.
///
/// Swift takes texts for equal whose letters are composed in other ways, such as both spellings of `é`; on a disk these are
/// two files.
package struct FolderEntries: Sendable {
  private struct Name: Hashable {
    let text: String

    static func == (left: Name, right: Name) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private var byName: [Name: Folder.Entry] = [:]

  package var isEmpty: Bool { byName.isEmpty }
  /// In no order.
  package var names: some Sequence<String> { byName.keys.lazy.map(\.text) }

  package subscript(name: String) -> Folder.Entry? {
    get { byName[Name(text: name)] }
    set { byName[Name(text: name)] = newValue }
  }

  mutating func removeValue(forKey name: String) -> Folder.Entry? { byName.removeValue(forKey: Name(text: name)) }
}

extension String {
  /// The names in a path with `/` between them; empty ones are left out.
  ///
  /// By bytes: a slash and an accent that a name begins with are one `Character`.
  package var pathNames: [String] { utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) } }
}
