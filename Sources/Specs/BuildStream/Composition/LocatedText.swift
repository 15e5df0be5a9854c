import Diagnostics

/// A text that knows where it was written.
struct LocatedText: Hashable, Sendable {
  var text: String
  var place: Place

  init(_ text: String, at place: Place) { (self.text, self.place) = (text, place) }
}
