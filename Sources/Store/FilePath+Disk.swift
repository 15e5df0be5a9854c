import CLinux
package import Diagnostics
import Glibc
package import SystemPackage

/// What a path names on the disk; links are not followed.
package enum DiskKind: Sendable { case file, folder, symlink, other }

extension FilePath {
  /// Nil when nothing is there or it can't be looked at.
  package var kind: DiskKind? {
    guard let status = status(of: self, followingLinks: false) else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .symlink
    default: .other
    }
  }

  /// Whether a file with the execute permission for this user is there.
  package var isExecutableFile: Bool {
    guard let status = status(of: self, followingLinks: true) else { return false }
    return status.st_mode & S_IFMT == S_IFREG && access(string, X_OK) == 0
  }

  /// Follows links; false when nothing is there.
  package var isFolder: Bool {
    status(of: self, followingLinks: true).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether something is there; a link that leads nowhere is not.
  package var exists: Bool { status(of: self, followingLinks: true) != nil }

  /// In bytes; nil when nothing is there.
  package var fileSize: Int64? { status(of: self, followingLinks: false).map { Int64($0.st_size) } }

  /// Whether the owner's execute bit is set; links are not followed.
  var ownerMayExecute: Bool { status(of: self, followingLinks: false).map { $0.st_mode & 0o100 != 0 } ?? false }

  /// The whole content of a file; for files that are known to be small.
  package func readBytes() throws(Diagnostic) -> [UInt8] {
    do {
      return try FileDescriptor.open(self, .readOnly, options: [.closeOnExec]).closing { try $0.readAll() }
    } catch { throw diskProblem("read", self, error) }
  }

  /// The content of a text file; what is not UTF-8 is a problem.
  package func readText() throws(Diagnostic) -> String {
    guard let text = String(validating: try readBytes(), as: UTF8.self) else {
      throw Diagnostic("disk.not-utf-8", "the file is not UTF-8 text", at: Place(string))
    }
    return text
  }

  /// Makes this folder and those above it; one that is there already is fine.
  package func createFolders() throws(Diagnostic) {
    if let problem = makeFolders() { throw diskProblem("make the folder", self, problem) }
  }

  private func makeFolders() -> Errno? {
    // An empty path is the current folder.
    if isEmpty || isFolder { return nil }
    if let problem = removingLastComponent().makeFolders() { return problem }
    guard mkdir(string, 0o777) != 0 else { return nil }
    let problem = Errno.current
    // Another process may have been quicker; if not, what is there is no folder.
    return isFolder ? nil : problem == .fileExists ? .notDirectory : problem
  }

  /// What is in a folder, in order of the names' bytes, without `.` and `..`; names that are not UTF-8 are a problem.
  package func names() throws(Diagnostic) -> [String] {
    var names: [String] = []
    for name in try rawNames() {
      guard let text = String(validating: name, as: UTF8.self) else {
        throw Diagnostic(
          "disk.not-utf-8", "the name '\(escaped(bytes: name))' in the folder is not UTF-8", at: Place(string),
          hint: "rename the file")
      }
      names.append(text)
    }
    return names.sorted(by: byteOrder)
  }

  private func rawNames() throws(Diagnostic) -> [[UInt8]] {
    guard let stream = opendir(string) else { throw diskProblem("list", self, Errno.current) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) })
    }
    return names.filter { $0 != [0x2E] && $0 != [0x2E, 0x2E] }
  }

  /// Writes a file so that either the old or the new content is there, whatever happens, and makes its folder.
  package func write(_ bytes: [UInt8], permissions: UInt16 = 0o644) throws(Diagnostic) {
    if let problem = removingLastComponent().makeFolders() { throw diskProblem("write", self, problem) }
    do throws(Errno) {
      let file = try AtomicFile(replacing: self, permissions: FilePermissions(rawValue: CModeT(permissions)))
      // A typed error does not pass through the closure.
      let result = bytes.withUnsafeBytes { block in Result { () throws(Errno) in try file.write(block) } }
      try result.get()
      try file.finish()
    } catch { throw diskProblem("write", self, error) }
  }

  /// Brings all that was written to the file system of this folder to the disk.
  func flushDisk() throws(Diagnostic) {
    let descriptor = open(string, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw diskProblem("write", self, Errno.current) }
    defer { close(descriptor) }
    guard syncfs(descriptor) == 0 else { throw diskProblem("write", self, Errno.current) }
  }

  /// Where a symbolic link points, as it is written in the link.
  package func linkTarget() throws(Diagnostic) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(string, &buffer, buffer.count)
    guard count >= 0 else { throw diskProblem("read the link", self, Errno.current) }
    guard let target = String(validating: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) else {
      throw Diagnostic("disk.not-utf-8", "the link's target is not UTF-8", at: Place(string))
    }
    return target
  }

  /// The path with links and `..` resolved; nil when it does not exist.
  package var resolved: FilePath? {
    guard let buffer = realpath(string, nil) else { return nil }
    defer { free(buffer) }
    return FilePath(String(cString: buffer))
  }

  /// The path from the root on, `..` and `.` folded as text; relative paths start at the current folder.
  package var absolute: FilePath {
    guard isRelative, let buffer = getcwd(nil, 0) else { return lexicallyNormalized() }
    defer { free(buffer) }
    return FilePath(String(cString: buffer)).pushing(self).lexicallyNormalized()
  }

  /// How to reach this path from a folder, by `..` and names; both must be absolute.
  package func relative(to folder: FilePath) -> String {
    let (mine, base) = (components.map(\.string), folder.components.map(\.string))
    let shared = zip(mine, base).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: base.count - shared) + mine[shared...]
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}

extension Errno {
  /// The error of the C call just made.
  package static var current: Errno { Errno(rawValue: errno) }
}

func status(of path: FilePath, followingLinks: Bool) -> stat? {
  var status = stat()
  let result = followingLinks ? stat(path.string, &status) : lstat(path.string, &status)
  return result == 0 ? status : nil
}

/// A sentence for a system call that did not work.
package func diskProblem(_ doing: String, _ path: FilePath, _ error: any Error) -> Diagnostic {
  if let problem = error as? Diagnostic { return problem }
  let hint: String? =
    switch error as? Errno {
    case .noSpace?: "make room on that disk and run the command again"
    case .permissionDenied?, .notPermitted?: "check the permissions of that path"
    default: nil
    }
  return Diagnostic(
    "disk.\(doing.split(separator: " ").first ?? "use")", "can't \(doing): \(error)", at: Place(path.string), hint: hint
  )
}

extension FilePath {
  /// The regular files below this folder, by their paths below it in byte order; links are not followed.
  ///
  /// - Throws: what keeps a folder from being read, or `disk.too-deep` below 512 levels.
  package func filesBelow() throws(Diagnostic) -> [String] { try filesBelow(depth: 0).sorted(by: byteOrder) }

  private func filesBelow(depth: Int) throws(Diagnostic) -> [String] {
    guard depth < 512 else {
      throw Diagnostic(
        "disk.too-deep", "folders are nested more than 512 levels deep", at: Place(string), hint: "remove them")
    }
    var result: [String] = []
    for name in try names() {
      let path = appending(name)
      switch path.kind {
      case .file?: result.append(name)
      case .folder?: result += try path.filesBelow(depth: depth + 1).map { "\(name)/\($0)" }
      case .symlink?, .other?, nil: continue
      }
    }
    return result
  }
}
