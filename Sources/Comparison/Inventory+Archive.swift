package import Archives
package import Diagnostics
package import SystemPackage

extension Inventory {
  /// The inventory of an archive, every member's content hashed.
  ///
  /// - Throws: `archive.…` diagnostics, for what is damaged or strikes a limit.
  package init(archive path: FilePath, limits: ReadingLimits = .standard) throws(Diagnostic) {
    do throws(ArchiveError) {
      var reader = try ArchiveReader(opening: path, limits: limits)
      var members: [InventoryMember] = []
      while let header = try reader.nextMember() {
        let content = try contentDigest { () throws(ArchiveError) in try reader.nextBlock() }
        members.append(InventoryMember(header, size: content.size, contentDigest: content.digest))
      }
      self.init(members)
    } catch {
      throw Diagnostic(reporting: error)
    }
  }
}
