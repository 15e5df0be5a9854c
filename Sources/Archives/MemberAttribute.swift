/// A named value that a member's header carries beside its usual fields: an extended attribute, an access control list,
/// file flags, the map of a sparse file, the numbers of an inode, or a further time.
package struct MemberAttribute: Hashable, Sendable {
  /// Such as `xattr.user.comment`, `acl.access`, `flags`, `sparse`, `inode`, `atime` or `ctime`.
  package var name: [UInt8]
  package var value: [UInt8]

  package init(name: [UInt8], value: [UInt8]) { (self.name, self.value) = (name, value) }
}
