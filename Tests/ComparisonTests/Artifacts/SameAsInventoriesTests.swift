import Archives
import Comparison
import Store
import Testing

/// Reading in step finds what comparing two full inventories, hashed, finds.
struct SameAsInventoriesTests {
  @Test(arguments: 1...60)
  func differencesAreTheSame(seed: UInt64) throws {
    var numbers = RepeatableNumbers(seed: seed)
    let left = members(using: &numbers)
    let right = changed(left, using: &numbers)
    let useZip = Bool.random(using: &numbers)
    let archives = useZip ? (try zip(left), try zip(right)) : (try tar(left), try tar(right))
    let inStep = try compareFiles(archives.0, archives.1)
    let full = compare(expected: try hashed(archives.0), actual: try hashed(archives.1))
    #expect(inStep.obstacles == [])
    #expect(summary(inStep.difference) == summary(full))
  }

  private func members(using numbers: inout RepeatableNumbers) -> [SampleMember] {
    (0..<Int.random(in: 0...30, using: &numbers)).map { index in
      SampleMember(
        "f\(Int.random(in: 0...40, using: &numbers))",
        noise(Int.random(in: 0...3000, using: &numbers), seed: UInt64(index)))
    }
  }

  private func changed(_ members: [SampleMember], using numbers: inout RepeatableNumbers) -> [SampleMember] {
    var result = members
    for _ in 0..<Int.random(in: 0...6, using: &numbers) where !result.isEmpty {
      let index = Int.random(in: 0..<result.count, using: &numbers)
      switch Int.random(in: 0...4, using: &numbers) {
      case 0: result.remove(at: index)
      case 1: result.insert(SampleMember("new\(index)", "new"), at: index)
      case 2: result.swapAt(index, Int.random(in: 0..<result.count, using: &numbers))
      case 3: result[index].header.mode = 0o755
      default:
        guard !result[index].content.isEmpty else { continue }
        result[index].content[result[index].content.count / 2] ^= 0xFF
      }
    }
    return result
  }

  private func hashed(_ bytes: [UInt8]) throws -> Inventory {
    var reader = try ArchiveReader(bytes: bytes, name: "archive")
    var members: [InventoryMember] = []
    while let header = try reader.nextMember() {
      let content = try reader.readContent()
      members.append(InventoryMember(header, size: Int64(content.count), contentDigest: ContentDigest(of: content)))
    }
    return Inventory(members)
  }

  /// The differences without what only one of the two ways can know.
  private func summary(_ difference: InventoryDifference) -> [String] {
    let shared: Set<MemberField> = [.type, .mode, .mtime, .size, .content, .position]
    return difference.differences.compactMap { member in
      let fields = member.fields.map(\.field).filter(shared.contains)
      guard member.kind == .missing || member.kind == .extra || !fields.isEmpty else { return nil }
      return "\(member.kind) \(String(decoding: member.path, as: UTF8.self)) "
        + "\((member.expected ?? member.actual)?.occurrence ?? 0) \(fields.map(\.rawValue))"
    }
  }
}
