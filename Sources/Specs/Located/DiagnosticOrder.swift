package import Diagnostics

extension [Diagnostic] {
  /// By file and place; what stands at one place stays in the order in which it was found.
  package var inFileOrder: [Diagnostic] {
    func key(_ place: Place?) -> (String, Int, Int) { (place?.file ?? "", place?.line ?? 0, place?.column ?? 0) }
    return sorted { key($0.place) < key($1.place) }
  }
}
