/// For one condition: which declarations of its providers stand at or below each element, over declared dependencies.
///
/// A set is a row of bits, one for each declaration of a provider of this condition: the sets of thousands of elements
/// are then united in the time that it takes to read them.
struct ProviderSets {
  /// Bit by bit the index of the declaration it stands for, ascending.
  private let members: [Int]
  private let width: Int
  /// One row of `width` words for each element.
  private var words: [UInt64]
  private let elements: DeclaredElements

  /// - Parameters:
  ///   - members: Indexes of the condition's provider declarations, ascending.
  ///   - subjects: Which element makes each of these declarations.
  init(_ members: [Int], subjects: [Int], in elements: DeclaredElements) {
    self.members = members
    self.elements = elements
    width = (members.count + 63) / 64
    words = [UInt64](repeating: 0, count: width * elements.declarations.count)
    for (bit, subject) in subjects.enumerated() { words[subject * width + bit / 64] |= 1 << UInt64(bit % 64) }
    for element in elements.topology.order {
      for dependency in elements.dependencies[element] {
        for index in 0..<width { words[element * width + index] |= words[dependency.element * width + index] }
      }
    }
  }

  /// The indexes of declarations by the element and those below it, ascending.
  func atOrBelow(_ element: Int) -> [Int] { indexes(of: [element]) }

  /// The indexes of declarations by elements below this one, ascending.
  func below(_ element: Int) -> [Int] { indexes(of: elements.dependencies[element].map(\.element)) }

  /// Whether the element that makes a declaration, given by its position among the members, is below another one.
  func isMember(_ position: Int, below element: Int) -> Bool {
    elements.dependencies[element].contains {
      words[$0.element * width + position / 64] >> UInt64(position % 64) & 1 == 1
    }
  }

  private func indexes(of rows: [Int]) -> [Int] {
    var result: [Int] = []
    for index in 0..<width {
      var rest: UInt64 = 0
      for row in rows { rest |= words[row * width + index] }
      while rest != 0 {
        result.append(members[index * 64 + rest.trailingZeroBitCount])
        rest &= rest - 1
      }
    }
    return result
  }
}
