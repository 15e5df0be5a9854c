import Diagnostics

/// What lower layers pin, for the layers above: found again it is shared, and the resolver is held to it.
struct Constraints {
  /// One pinned package of a lower layer; the marker is normalised.
  struct Pin: Hashable {
    var name: String
    var version: String
    var marker: String?
  }

  private let pins: [String: [Pin]]

  /// - Parameter locks: The locks of the lower layers: runtime first, then frameworks in order of import.
  ///
  /// A pin without marker hides the same name in all later layers; pins with markers gather until one without is met.
  init(lowerLocks locks: [Pylock]) {
    var pins: [String: [Pin]] = [:]
    var closed: Set<String> = []
    for lock in locks {
      var closedHere: Set<String> = []
      for package in lock.packages where !package.isShared && !closed.contains(package.name) {
        let pin = Pin(name: package.name, version: package.version, marker: package.ownMarker)
        if pin.marker == nil { closedHere.insert(package.name) }
        if pins[package.name]?.contains(where: { $0.marker == pin.marker }) != true {
          pins[package.name, default: []].append(pin)
        }
      }
      closed.formUnion(closedHere)
    }
    self.pins = pins
  }

  /// `NAME==VERSION[ ; MARKER]`, names sorted, for each name the pins with markers first.
  var requirements: [String] {
    pins.keys.sorted(by: byteOrder).flatMap { name in
      let all = pins[name] ?? []
      return (all.filter { $0.marker != nil } + all.filter { $0.marker == nil }).map { pin in
        "\(pin.name)==\(pin.version)" + (pin.marker.map { " ; \($0)" } ?? "")
      }
    }
  }

  /// Whether the lower layers still bring what a lock leaves to them.
  func cover(_ lock: Pylock) -> Bool {
    lock.packages.filter(\.isShared).allSatisfy { package in
      pins(of: package.name).contains { $0.version == package.version }
    }
  }

  func pins(of name: String) -> [Pin] { pins[name] ?? [] }
}
