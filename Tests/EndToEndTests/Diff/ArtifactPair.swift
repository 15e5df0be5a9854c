import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Artifacts that programs of the machine make from the same small tree of files, each by its own lines of shell.
///
/// The lines run with `$S`, a folder that holds the files in `tree`, and `$O`, the artifact to make.
struct ArtifactPair: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// How the names of the artifacts end.
  var ending: String
  var expected: String
  var actual: String
  /// What is found, `ID: CONFIDENCE`, and nothing else.
  var causes: [String]
  /// Makes an artifact that differs from `expected` in something similar, which must not be taken for the cause.
  var alike: String
  var causesOfAlike: [String]

  init(
    _ what: String, _ ending: String, _ expected: String, _ actual: String, _ causes: [String], alike: String,
    _ causesOfAlike: [String]
  ) {
    (testDescription, self.ending, self.expected, self.actual) = (what, ending, expected, actual)
    (self.causes, self.alike, self.causesOfAlike) = (causes, alike, causesOfAlike)
  }

  /// Makes the artifacts and holds what is found in them against what was done.
  ///
  /// - Parameter explained: whether the causes of the pair, and of that with the one that is alike, explain everything.
  func check(explained: [Bool] = [true, true], sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await shell(
      Self.preparation
        + """
        (export S=$PWD/a O=$PWD/left.\(ending); \(expected)
        )
        (export S=$PWD/b O=$PWD/right.\(ending); \(actual)
        )
        (export S=$PWD/c O=$PWD/alike.\(ending); \(alike)
        )
        """)
    for (other, causes, isExplained) in [
      ("right", causes, explained[0]), ("alike", causesOfAlike, explained[1]),
    ] {
      let found = try await DiffOutcome("left.\(ending)", "\(other).\(ending)")
      #expect(found.verdict == "different", "\(other)", sourceLocation: sourceLocation)
      #expect(found.causes == causes.sorted(), "\(other): \(found.text)", sourceLocation: sourceLocation)
      #expect(found.isExplained == isExplained, "\(other): \(found.text)", sourceLocation: sourceLocation)
      #expect(found.unnamed == [], "\(other)", sourceLocation: sourceLocation)
    }
  }

  /// Three times the same files, and what the lines of pairs have in common.
  private static let preparation = #"""
    umask 022
    stamp() { find "$S" -exec touch -h -d "@${1:-1700000000}" {} +; }
    pack() {
      tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu "$@" -C "$S" -cf "$O" tree
    }
    listed() { tar --owner=0 --group=0 --numeric-owner --format=gnu --no-recursion -C "$S" -T - -cf "$O"; }
    sorted() { (cd "$S"; find tree "$@" | LC_ALL=C sort); }
    plain() {
      awk 'BEGIN {
        srand(1)
        for (line = 1; line <= 6000; line++) {
          text = "line " line
          for (word = 0; word < 6; word++)
            text = text " " substr("etaoinshrdlucmfwypvbgkjqxz", 1 + int(rand() * 20), 1 + int(rand() * 6))
          print text
        }
      }' > $S/tree/text
      stamp
      (O=$S/plain.tar; pack; cat "$O")
    }
    for S in a b c; do
      mkdir -p $S/tree/sub $S/tree/lib
      for number in 1 2 3; do
        seq -f "member $number, line %g of a text that shrinks well" 1 400 > $S/tree/sub/member$number.txt
      done
      seq 1 7 9000 | sed 's/^/a number: /' > $S/tree/lib/numbers
      printf 'int main(void) { return 0; }\n' > $S/tree/main.c
      printf '#!/bin/sh\nexit 0\n' > $S/tree/run.sh
      chmod 755 $S/tree/run.sh
      stamp
    done

    """#
}

/// Runs lines of shell in the folder of the test.
func shell(_ lines: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  let variables = ["PATH": path, "HOME": TemporaryFolder.path.string, "LC_ALL": "C.UTF-8", "TZ": "UTC"]
  let outcome = try await Program.run(
    "/bin/bash", ["-euo", "pipefail", "-c", lines], in: TemporaryFolder.path, variables: variables)
  try #require(outcome.exitCode == 0, "\(outcome.standardError)", sourceLocation: sourceLocation)
}

/// What `assay diff` says of two files in the folder of the test.
struct DiffOutcome {
  let text: String
  let report: JSONValue

  init(_ left: String, _ right: String) async throws {
    let outcome = try await Program.run(
      ["diff", left, right, "--report", "json=report.json"], in: TemporaryFolder.path)
    text = outcome.standardOutput + outcome.standardError
    let bytes = try Data(contentsOf: URL(filePath: TemporaryFolder.path.appending("report.json").string))
    report = try JSONValue(parsing: Array(bytes), file: "report.json")
  }

  var verdict: String? { report["verdict"]?.stringValue }

  /// `ID: CONFIDENCE`, sorted.
  var causes: [String] {
    (report["causes"]?.arrayValue ?? []).map {
      "\($0["id"]?.stringValue ?? "no id"): \($0["confidence"]?.stringValue ?? "no confidence")"
    }.sorted()
  }

  /// Whether nothing is left once the causes are taken away.
  var isExplained: Bool { text.contains("\nunexplained: nothing\n") }

  /// Whether anything at all is named.
  var namesSomething: Bool {
    !(report["fields"]?.arrayValue ?? []).isEmpty || !(report["differences"]?.arrayValue ?? []).isEmpty
  }

  /// Members that are said to differ without a word on how.
  var unnamed: [String] { unnamed(in: report["differences"]?.arrayValue ?? [], inside: "") }

  private func unnamed(in differences: [JSONValue], inside path: String) -> [String] {
    differences.flatMap { difference -> [String] in
      let name = path + (difference["path"]?.stringValue ?? "no path")
      let children = difference["children"]?.arrayValue ?? []
      let isNamed =
        ["missing", "extra"].contains(difference["kind"]?.stringValue) || difference["content"] != nil
        || !children.isEmpty || !(difference["fields"]?.arrayValue ?? []).isEmpty
      return (isNamed ? [] : [name]) + unnamed(in: children, inside: name + "/")
    }
  }
}
