import Archives
import CanonicalJSON
import Causes
import Comparison
import Store
import Testing

struct TransformationTests {
  /// Random pairs with few names and values, so that all rules meet what they look for.
  @Test(arguments: 0..<300)
  func changesNothingTheSecondTimeAndNeverAddsDifferences(seed: UInt64) {
    var values = RandomValues(state: seed)
    let expected = values.inventory()
    let pair = InventoryPair(expected: expected, actual: values.change(expected))
    // Taking off a prefix twice takes off two.
    for rule in CauseCatalog.rules where rule.description.id != "name-prefix" {
      for transformation in rule.observe(pair).compactMap(\.transformation) {
        let once = pair.applying(transformation)
        let twice = once.applying(transformation)
        #expect(twice.expected == once.expected, "\(rule.description.id)")
        #expect(twice.actual == once.actual, "\(rule.description.id)")
        #expect(once.weight <= pair.weight, "\(rule.description.id)")
      }
    }
  }

  @Test func meetsAllRules() {
    var seen: Set<String> = []
    for seed in 0..<300 {
      var values = RandomValues(state: UInt64(seed))
      let expected = values.inventory()
      let pair = InventoryPair(expected: expected, actual: values.change(expected))
      for rule in CauseCatalog.rules where !rule.observe(pair).isEmpty { seen.insert(rule.description.id) }
    }
    // Those of contents have random tests of their own.
    let others = Set(ContentCauses.descriptions.map(\.id))
    #expect(CauseCatalog.rules.map(\.description.id).filter { !seen.contains($0) && !others.contains($0) } == [])
  }

  @Test(arguments: 0..<300)
  func aDiagnosisLosesNoDifference(seed: UInt64) {
    var values = RandomValues(state: seed)
    let expected = values.inventory()
    let actual = values.change(expected)
    let diagnosis = diagnose(expected: expected, actual: actual)
    let difference = compare(expected: expected, actual: actual)
    #expect(difference.isEmpty == (diagnosis.causes.isEmpty && diagnosis.unexplained.isEmpty))
    #expect(diagnose(expected: actual, actual: actual).causes == [])
  }
}

/// Inventories made from a few values.
private struct RandomValues {
  var state: UInt64

  mutating func random(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  mutating func one<Value>(_ values: Value...) -> Value { values[random(values.count)] }

  mutating func inventory() -> Inventory {
    let isZip = random(2) == 0
    let names = ["a", "B", "c/d", "c/e", "c", "f-g", "fh", "tmp12ab34", "core", "x~"]
    var members = names.prefix(3 + random(8)).map { name in
      isZip ? zipped(name, UInt32(random(3))) : file(name) { $0.modified = Timestamp(seconds: 1_700_000_000) }
    }
    for index in members.indices { change(&members[index]) }
    if random(2) == 0 { members.sort { $0.name.lexicographicallyPrecedes($1.name) } }
    return Inventory(members, container: container())
  }

  /// The inventory with a few things changed in it.
  mutating func change(_ inventory: Inventory) -> Inventory {
    var members = inventory.members
    // Often all members change in the same way, as they do in builds.
    let (kind, isAll) = (random(16), random(2) == 0)
    for index in members.indices where isAll || random(3) == 0 { change(&members[index], kind) }
    for _ in 0..<random(3) where !members.isEmpty { change(&members[random(members.count)]) }
    switch random(7) {
    case 0: members.sort { $0.name.map { $0 | 0x20 }.lexicographicallyPrecedes($1.name.map { $0 | 0x20 }) }
    case 1: members.append(file(one("a", "new", "x.orig")))
    case 2 where members.count > 4: members.swapAt(random(members.count), random(members.count))
    case 3 where members.count > 4: members.swapAt(2, 3)
    case 4: for index in members.indices { members[index].name = Array("p/".utf8) + members[index].name }
    default: break
    }
    return Inventory(members, container: random(2) == 0 ? inventory.container : container())
  }

  mutating func change(_ member: inout InventoryMember) { change(&member, random(16)) }

  private mutating func change(_ member: inout InventoryMember, _ kind: Int) {
    switch kind {
    case 0: member.modified = Timestamp(seconds: one(1_700_000_000, 1_700_090_000, 315_532_800), nanoseconds: one(0, 7))
    case 1: shift(&member)
    case 2: (member.uid, member.gid) = (one(0, 5), one(nil, 7))
    case 3: member.userName = one([], [0xFF])
    case 4: member.mode = one(0o644, 0o664, 0o755, 0o4600)
    case 5: member.type = one(.file, .directory, .hardlink, .symlink, .characterDevice)
    case 6:
      (member.type, member.mode) = (.directory, one(0o755, 0o2755))
      member.name += one([], Array("/".utf8))
    case 7: member.linkTarget = one(nil, Array("a".utf8), Array("/build/a".utf8), Array("../a".utf8))
    case 8: member.device = one(nil, DeviceNumbers(major: .min, minor: .max))
    case 9:
      member.attributes = []
      member.add(one("atime", "flags", "xattr.security.capability", "sparse", "inode"), one("1", "2"))
    case 10: member.hold(one("x", "y", "longer"))
    case 11: member.name = Array(one("tmp77cd88", "tmp99ef00", "p/a", "").utf8)
    case 12: changeZip(&member)
    case 13: member.mode = member.mode.map { $0 | 0o020 }
    default: break
    }
  }

  /// Moves the clock time, and the time with it.
  private mutating func shift(_ member: inout InventoryMember) {
    guard let zip = member.zip, let seconds = member.modified?.seconds else { return }
    let hours: UInt32 = one(1, 2)
    member.modified = Timestamp(seconds: seconds &+ Int64(hours) * 3600)
    member.zip?.dosTime = zip.dosTime &+ hours << 11
  }

  private mutating func changeZip(_ member: inout InventoryMember) {
    switch random(7) {
    case 0: member.zip?.method = one(0, 8, 93)
    case 1: member.zip?.creatorSystem = one(0, 3)
    case 2: member.zip?.flags = one(0, 1, 6, 8)
    case 3: member.addExtra(one(0x5455, 0x000A, 0x5855), local: Array(repeating: one(1, 3), count: one(0, 9, 32)))
    case 4: member.addExtra(one(0x7875, 0xCAFE, 0x7075), local: [one(1, 2)], central: [])
    case 5: member.zip?.comment = one([], [7])
    default: member.compressed = one(.token(1), .token(2))
    }
  }

  private mutating func container() -> [ContainerField: JSONValue]? {
    var fields: [ContainerField: JSONValue] = [:]
    for _ in 0..<random(6) {
      fields[ContainerField.allCases[random(ContainerField.allCases.count)]] = one(1, 2, "offset 1: padding behind")
    }
    fields[.format] = one("tar.gz", "tar.xz", "zip")
    fields[.compressor] = one("zlib level 1", "zlib level 6", "likely Go", nil)
    return fields
  }
}
