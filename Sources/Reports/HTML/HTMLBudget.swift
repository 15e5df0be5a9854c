/// How many bytes of markup may still be written, so that a hostile archive can't make a page that no browser opens.
struct HTMLBudget {
  private let limit: Int
  private var left: Int

  init(bytes: Int) { (limit, left) = (bytes, bytes) }

  /// Whether something was refused; from then on everything is.
  private(set) var isSpent = false

  /// The markup, or nothing once the limit struck.
  mutating func take(_ markup: HTML) -> HTML? {
    left -= markup.size
    isSpent = isSpent || left < 0
    return isSpent ? nil : markup
  }

  /// What the page says at its end when it is not whole.
  var note: HTML? {
    guard isSpent else { return nil }
    return HTML(
      .p, .class("cut"), text: "The report ends here, at the limit of \(count(limit, "byte")); \(whereAllIsListed).")
  }
}

/// Says how much is not shown, where there is anything.
func cutNote(_ number: Int, _ noun: String) -> [HTML] {
  cutLine(number, noun).map { HTML(.p, .class("cut"), text: $0) }
}
