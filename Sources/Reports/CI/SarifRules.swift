import CanonicalJSON
import Causes
import Verification

/// The rules that the results of a SARIF report name, each once: checks, causes and reasons for review notes.
struct SarifRules {
  /// What a result is of.
  enum ID: Hashable {
    case check(CheckID)
    case cause(String)
    case review(ReviewNote.Reason)

    var name: String {
      switch self {
      case .check(let id): id.rawValue
      case .cause(let id): id
      case .review(let reason): reason.rawValue
      }
    }
  }

  private let ids: [ID]

  /// In the order in which they first occur.
  init(ids: [ID]) {
    var seen: Set<ID> = []
    self.ids = ids.filter { seen.insert($0).inserted }
  }

  func index(of id: ID) -> Int { ids.firstIndex(of: id) ?? -1 }

  var json: [JSONValue] { ids.map(rule) }

  private func rule(_ id: ID) -> JSONValue {
    switch id {
    case .check(let check):
      let help = "Fails when this does not hold: \(check.meaning)."
      return rule(id, check.meaning, text: help, markdown: help, level: "error")
    case .cause(let name):
      guard let cause = CauseCatalog.description(of: name) else { return ["id": .string(name)] }
      return rule(id, cause.meaning, text: cause.text, markdown: markdown(cause), level: "note")
    case .review(let reason):
      let help = "Deserves a second look before it is accepted: \(reason.meaning)."
      return rule(id, reason.meaning, text: help, markdown: help, level: "note")
    }
  }

  private func rule(_ id: ID, _ meaning: String, text: String, markdown: String, level: String) -> JSONValue {
    [
      "id": .string(id.name), "shortDescription": ["text": .string(meaning)],
      "help": ["text": .string(text), "markdown": .string(markdown)],
      "defaultConfiguration": ["level": .string(level)],
    ]
  }

  private func markdown(_ cause: CauseDescription) -> String {
    let parts = [
      Markdown(cause.meaning), Markdown([.bold("How it is proven:"), Markdown(" \(cause.proof)")]),
      Markdown([.bold("What can fool it:"), Markdown(" \(cause.fooledBy)")]),
      Markdown([.bold("Fix:"), Markdown(" \(cause.fix)")]),
    ]
    return Markdown(parts, separator: "\n\n").text
  }
}
