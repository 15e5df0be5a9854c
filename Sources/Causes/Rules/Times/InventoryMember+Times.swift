import Archives
import Comparison

extension InventoryMember {
  /// Takes away the time of the last change wherever the member holds it: a zip has it up to four times.
  mutating func dropModified() {
    modified = nil
    guard zip != nil else { return }
    zip?.dosTime = 0
    editExtraFields { $0.dropModified() }
  }

  /// Takes away the times of the last access and of the last change of the inode, and that of creation.
  mutating func dropOtherTimes() {
    let names = ["atime", "ctime", "birthtime", "creationtime"]
    attributes?.removeAll { attribute in names.contains { attribute.name.elementsEqual($0.utf8) } }
    editExtraFields { $0.dropOtherTimes() }
  }

  /// Whether a zip holds the time of the last change in UTC beside the clock time.
  var hasUniversalTime: Bool {
    (zip?.localExtra ?? []).contains { [ZipExtraField.unixTimes, ZipExtraField.ntfsTimes].contains($0.id) }
  }

  /// Changes both the local and the central extra fields of a zip's member.
  mutating func editExtraFields(_ edit: (inout ZipExtraField) -> Void) {
    guard var zip else { return }
    for index in zip.localExtra.indices { edit(&zip.localExtra[index]) }
    for index in zip.centralExtra.indices { edit(&zip.centralExtra[index]) }
    self.zip = zip
  }
}

extension ZipExtraField {
  /// Seconds since 1970, as Info-ZIP writes them (APPNOTE 4.6.1, 0x5455; Info-ZIP's extrafld.txt).
  static let unixTimes: UInt16 = 0x5455
  /// APPNOTE 4.5.5.
  static let ntfsTimes: UInt16 = 0x000A
  /// The older block of Info-ZIP: access, change, and numbers of the owner (APPNOTE 4.6.1, 0x5855).
  static let oldUnix: UInt16 = 0x5855

  fileprivate mutating func dropModified() {
    switch id {
    case Self.unixTimes where (data.first ?? 0) & 1 != 0: clear(1..<5)
    case Self.ntfsTimes where isNTFSTimes: clear(8..<16)
    case Self.oldUnix: clear(4..<8)
    default: break
    }
  }

  fileprivate mutating func dropOtherTimes() {
    switch id {
    case Self.unixTimes:
      guard let flags = data.first else { return }
      data = [flags & 1] + (flags & 1 != 0 ? Array(data.dropFirst().prefix(4)) : [])
    case Self.ntfsTimes where isNTFSTimes: clear(16..<32)
    case Self.oldUnix: clear(0..<4)
    default: break
    }
  }

  /// Four reserved bytes, and a first attribute of tag 1 with three times of eight bytes.
  private var isNTFSTimes: Bool { data.count >= 32 && data[4] == 1 && data[5] == 0 }

  private mutating func clear(_ range: Range<Int>) {
    guard data.count >= range.upperBound else { return }
    for index in range { data[index] = 0 }
  }
}
