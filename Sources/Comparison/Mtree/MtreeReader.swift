import Archives
package import Diagnostics

/// Reads mtree(5) files: those of ``MtreeWriter``, and what `bsdtar` and the `mtree` of FreeBSD and NetBSD write.
package enum MtreeReader {
  /// So many problems of a file are told one by one; of more, only the number.
  package static let problemLimit = 20

  /// The inventory that the file stands for; `file` is what messages call it.
  ///
  /// Throws all problems of the file at once.
  package static func inventory(from bytes: [UInt8], file: String) throws(DiagnosticList) -> Inventory {
    var parser = MtreeParser(file: file)
    for (number, line) in MtreeLines(bytes) { parser.read(line, number: number) }
    return try parser.finish(isEmpty: bytes.isEmpty)
  }
}

private struct MtreeParser {
  let file: String
  var members: [InventoryMember] = []
  var defaults = MtreeKeywords()
  /// The directories that relative names lie in, outermost first.
  var folders: [[UInt8]] = []
  /// What the comment of `MtreeWriter` lists; nil in the files of others.
  var fields: Set<MemberField>?
  var isInConflict = false
  var problems: [Diagnostic] = []
  var problemCount = 0

  init(file: String) { self.file = file }

  mutating func read(_ line: ArraySlice<UInt8>, number: Int) {
    do {
      try read(line)
    } catch {
      problemCount += 1
      if problemCount <= MtreeReader.problemLimit {
        problems.append(error.diagnostic(at: Place(file, line: number)))
      }
    }
  }

  consuming func finish(isEmpty: Bool) throws(DiagnosticList) -> Inventory {
    if isEmpty {
      let hint = "an inventory begins with '#mtree'; run 'assay update' to write it"
      throw DiagnosticList([Diagnostic("expected.empty", "the file is empty", at: Place(file), hint: hint)])
    }
    if problemCount > problems.count {
      let message = "\(problemCount - problems.count) more problems in this file"
      problems.append(Diagnostic("expected.more", message, at: Place(file), severity: .note))
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
    return Inventory(members, fields: fields ?? Self.fieldsOccurring(in: members))
  }

  private mutating func read(_ line: ArraySlice<UInt8>) throws(MtreeProblem) {
    if try readConflict(line) { return }
    var words = MtreeWords(line)
    guard let first = words.next() else { return }
    switch first.first {
    case UInt8(ascii: "#"): readComment(line)
    case UInt8(ascii: "/"): try readCommand(first, &words)
    case _ where first.elementsEqual("..".utf8):
      guard folders.popLast() != nil else { throw .aboveTop }
    default: try readMember(first, &words)
    }
  }

  /// Only what `git merge` writes counts, so that a name may begin with the same characters.
  private mutating func readConflict(_ line: ArraySlice<UInt8>) throws(MtreeProblem) -> Bool {
    if line.starts(with: "<<<<<<< ".utf8) {
      isInConflict = true
      throw .conflict
    }
    guard isInConflict else { return false }
    if line.starts(with: ">>>>>>> ".utf8) {
      isInConflict = false
      return true
    }
    return line.starts(with: "||||||| ".utf8) || line.elementsEqual("=======".utf8)
  }

  private mutating func readComment(_ line: ArraySlice<UInt8>) {
    guard fields == nil, members.isEmpty, line.starts(with: mtreeFieldsComment.utf8) else { return }
    let words = line.dropFirst(mtreeFieldsComment.utf8.count).split(separator: UInt8(ascii: " "))
    fields = Set(words.compactMap { MemberField(rawValue: String(decoding: $0, as: UTF8.self)) } + [.name, .type])
  }

  private mutating func readCommand(_ command: ArraySlice<UInt8>, _ words: inout MtreeWords) throws(MtreeProblem) {
    if command.elementsEqual("/set".utf8) {
      try Self.read(&words, into: &defaults)
    } else if command.elementsEqual("/unset".utf8) {
      while let word = words.next() { defaults.unset(word) }
    } else {
      throw .command(command)
    }
  }

  private mutating func readMember(_ word: ArraySlice<UInt8>, _ words: inout MtreeWords) throws(MtreeProblem) {
    guard let name = mtreeUnescaped(word) else { throw .escape(word) }
    var keywords = defaults
    try Self.read(&words, into: &keywords)
    let isFullName = word.contains(UInt8(ascii: "/"))
    let path = isFullName ? Self.withoutTop(name) : relativeName(name)
    guard let member = keywords.member(named: path) else { throw .noType }
    members.append(member)
    // Full names stand for themselves; a relative one of a directory opens it.
    if !isFullName, member.type == .directory { folders.append(path) }
  }

  private static func read(_ words: inout MtreeWords, into keywords: inout MtreeKeywords) throws(MtreeProblem) {
    while let word = words.next() {
      let end = word.firstIndex(of: UInt8(ascii: "=")) ?? word.endIndex
      // Keywords without a value (`optional`, `nochange`) say how to check a folder.
      guard end < word.endIndex else { continue }
      try keywords.set(word[..<end], to: word[(end + 1)...])
    }
  }

  private static func withoutTop(_ name: [UInt8]) -> [UInt8] {
    name.starts(with: "./".utf8) ? Array(name.dropFirst(2)) : name
  }

  private func relativeName(_ name: [UInt8]) -> [UInt8] {
    guard let folder = folders.last, folder != [UInt8(ascii: ".")] else { return name }
    return folder + [UInt8(ascii: "/")] + name
  }

  private static func fieldsOccurring(in members: [InventoryMember]) -> Set<MemberField> {
    var fields: Set<MemberField> = [.name, .type, .position, .link]
    for member in members {
      if member.mode != nil { fields.insert(.mode) }
      if member.uid != nil { fields.insert(.uid) }
      if member.gid != nil { fields.insert(.gid) }
      if member.userName != nil { fields.insert(.uname) }
      if member.groupName != nil { fields.insert(.gname) }
      if member.modified != nil { fields.insert(.mtime) }
      if member.size != nil { fields.insert(.size) }
      if member.contentDigest != nil { fields.insert(.content) }
    }
    return fields
  }
}
