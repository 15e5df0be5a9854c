/// What a member of an archive is.
package enum MemberType: String, Sendable, Hashable, CaseIterable {
  case file, directory, symlink, hardlink, characterDevice, blockDevice, fifo, socket
}

/// A point in time as archives hold it: seconds since 1970-01-01 UTC and nanoseconds within the second (0 to 999,999,999).
package struct Timestamp: Hashable, Sendable, Comparable {
  package var seconds: Int64
  package var nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) { (self.seconds, self.nanoseconds) = (seconds, nanoseconds) }

  package static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

/// The numbers of a device node.
package struct DeviceNumbers: Hashable, Sendable {
  package var major: Int64
  package var minor: Int64

  package init(major: Int64, minor: Int64) { (self.major, self.minor) = (major, minor) }
}

/// The fields of one archive member, without its content.
///
/// Names are data: bytes that are compared and shown escaped, never used as a path.
package struct MemberHeader: Hashable, Sendable {
  package var name: [UInt8]
  package var type: MemberType
  /// Permission bits with setuid, setgid and sticky: 0 to 0o7777.
  package var mode: UInt32
  package var uid: Int64
  package var gid: Int64
  package var userName: [UInt8]
  package var groupName: [UInt8]
  /// Nil where the archive holds no time.
  package var modified: Timestamp?
  /// The size that the header declares, in bytes: untrusted, never allocated; nil where none is declared.
  package var declaredSize: Int64?
  /// The target of a symbolic or hard link.
  package var linkTarget: [UInt8]?
  /// The numbers of a character or block device.
  package var device: DeviceNumbers?
  /// In the order of their names.
  package var attributes: [MemberAttribute] = []
  /// What only a zip holds; nil in other archives.
  package var zip: ZipFields?

  package init(
    name: [UInt8], type: MemberType, mode: UInt32, uid: Int64 = 0, gid: Int64 = 0, userName: [UInt8] = [],
    groupName: [UInt8] = [], modified: Timestamp? = nil, declaredSize: Int64? = nil, linkTarget: [UInt8]? = nil,
    device: DeviceNumbers? = nil
  ) {
    (self.name, self.type, self.mode, self.uid, self.gid) = (name, type, mode, uid, gid)
    (self.userName, self.groupName, self.modified) = (userName, groupName, modified)
    (self.declaredSize, self.linkTarget, self.device) = (declaredSize, linkTarget, device)
  }
}
