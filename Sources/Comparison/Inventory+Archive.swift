package import Archives
package import Diagnostics
import Store
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
        var hasher = ContentHasher()
        var size: Int64 = 0
        while let block = try reader.nextBlock() {
          hasher.update(block)
          size += Int64(block.count)
        }
        members.append(InventoryMember(header, size: size, contentDigest: hasher.finish()))
      }
      self.init(members)
    } catch {
      throw Diagnostic(reporting: error)
    }
  }
}
