package import CanonicalJSON
import Diagnostics
package import Verification

extension TriggerReport {
  /// The schema `assay.triggers/1`.
  package var json: JSONValue {
    var json: JSONValue = [
      "schema": "assay.triggers/1", "due": .bool(isDue), "base": .string(base),
      "stacks": .array(
        stacks.map { stack in
          [
            "stack": .string(stack.name), "due": .bool(stack.isDue),
            "triggers": .array(stack.triggers.map(object)),
          ]
        }),
    ]
    json["head"] = head.map { .string($0) }
    return json
  }

  private func object(_ trigger: Trigger) -> JSONValue {
    var json: JSONValue = ["reason": .string(trigger.reason.rawValue), "file": .string(trigger.file)]
    json["subject"] = trigger.subject.map { .string($0) }
    return json
  }

  /// One line a stack and below it the files, each reason with its first few; the rest is counted.
  package var text: String {
    stacks.flatMap { stack in
      [stack.isDue ? "due: stack '\(escaped(stack.name))'" : "not due: stack '\(escaped(stack.name))'"]
        + Trigger.Reason.allCases.flatMap { reason in
          lines(stack.triggers.filter { $0.reason == reason })
        }
    }.map { $0 + "\n" }.joined()
  }

  private func lines(_ triggers: [Trigger]) -> [String] {
    let shown = 10
    let lines = triggers.prefix(shown).map { trigger in
      "  \(trigger.reason.rawValue): \(escaped(trigger.file))" + (trigger.subject.map { " (\(escaped($0)))" } ?? "")
    }
    let rest = triggers.count - shown
    return lines + (rest > 0 ? ["  … and \(count(rest, "more file")); --json lists all"] : [])
  }
}
