import Archives
import CanonicalJSON
import Comparison
import Specs
import Store
import SystemPackage
import Verification

/// Where the expected outputs of these tests would lie.
let expectedFolder: FilePath = "/project/expected/sample"

/// The notes on changes of a stack's expected outputs, as `SUBJECT: MESSAGE [CODE]`.
func notes(
  _ files: [(path: String, before: String?, after: String?)], settings: ReviewSettings = ReviewSettings(),
  in folder: FilePath = expectedFolder
) throws -> [String] {
  let changes = files.map { path, before, after in
    UpdatePlan.Change(
      file: folder.pushing(FilePath(path)), before: before.map { Array($0.utf8) }, after: after.map { Array($0.utf8) })
  }
  return reviewNotes(on: changes, under: folder, settings)
    .map { "\($0.subject): \($0.message) [\($0.reason.rawValue)]" }
}

/// The metadata of a layer.
func metadata(_ name: String = "app", size: Int64 = 1000, sha256: String = "aa", version: Int64 = 1) -> String {
  let json: JSONValue = [
    "layer_name": .string(name), "archive_size": .integer(size), "archive_hashes": ["sha256": .string(sha256)],
    "lock_version": .integer(version), "requirements_hash": "sha256:1", "install_target": .string("\(name)@\(version)"),
  ]
  return json.text
}

/// An inventory file with the mode of each member.
func inventory(_ members: [(name: String, mode: UInt32)], tarSize: Int64? = nil) -> String {
  let list = members.map { name, mode in
    var member = InventoryMember(name: Array(name.utf8), type: .file)
    (member.mode, member.size) = (mode, 1)
    return member
  }
  let plain = tarSize.map { Blob(digest: ContentDigest(of: "tar"), size: $0) }
  return String(
    decoding: ContentsFile(inventory: Inventory(list, fields: [.name, .type, .mode, .size]), plain: plain).bytes,
    as: UTF8.self)
}

/// A list of packages, those after `|` inherited.
func packages(_ text: String) -> String {
  let parts = text.split(separator: "|", omittingEmptySubsequences: false).map {
    $0.split(separator: " ").map { "\($0)\n" }.joined()
  }
  let shared = parts.count > 1 ? "\n# Shared packages inherited from other layers\n" + parts[1] : ""
  return "# Package summary for app\n" + parts[0] + shared
}
