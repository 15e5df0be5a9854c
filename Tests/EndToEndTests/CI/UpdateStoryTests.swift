import Foundation
import SystemPackage
import TestSupport
import Testing

/// The life of an expected output, as the jobs of `misc/ci` go through it.
@Suite(.temporaryFolder, .tags(.slow, .expectedOutput), .slowTestsEnabled, .needs("bwrap"), .needs("git"), .needsUv)
struct UpdateStoryTests {
  @Test func branchIsRefusedUpdatedAndAccepted() async throws {
    _ = try await Shared.filled.value
    let repository = try await Repository(of: Project())
    let clone = repository.clone
    try clone.replace("Greets", with: "Says hello", in: "\(Project.modules)/hello.py")
    try clone.replace("\"coins\"", with: "\"coins==1.0\"", in: Project.spec)
    try await repository.push("topic")

    // The gate refuses the branch and says why.
    let refused = try await repository.script("gate.sh", "../gate", "sample")
    #expect(refused.exitCode == 1, "\(refused.standardError)")
    #expect(refused.standardOutput.contains("cause: content-change (likely, 1 member)"))
    #expect(refused.standardOutput.contains("layer 'app-ledger': the list of requirements changed since it was locked"))
    let page = try String(contentsOfFile: clone["../gate/reports/sample.md"].string, encoding: .utf8)
    #expect(page.contains("content-change"))
    #expect(try snapshot(clone["../gate/exports"]).keys.contains { $0.hasSuffix("contents/app-hello.mtree") })

    // The jobs of the update propose what makes it pass, and leave the branch itself alone.
    #expect(try await update(repository) == ["due=true", "changed=true", "pushed=true"])
    let message = try await repository.git("log", "--format=%B", "topic..assay/update/topic")
    #expect(message.hasPrefix("Update expected outputs\n\n"))
    #expect(message.contains("sample") && message.contains("linux_x86_64"))
    let files = try await repository.git("diff", "--name-only", "topic", "assay/update/topic")
    #expect(files.split(separator: "\n").allSatisfy { $0.hasPrefix("\(Project.expected)/") })
    #expect(files.contains("contents/app-hello.mtree") && files.contains("app-ledger"))
    #expect(try await update(repository) == ["due=true", "changed=true", "pushed=false"])

    // Merged, the gate passes and nothing is left to do.
    try await clone.git("merge", "--quiet", "--ff-only", "origin/assay/update/topic")
    try await clone.git("push", "--quiet", "origin", "topic")
    let passed = try await repository.script("gate.sh", "../gate", "sample")
    #expect(passed.exitCode == 0, "\(passed.standardOutput)")
    #expect(try await update(repository) == ["due=true", "changed=false"])
  }

  /// One run of the update's jobs for the branch `topic`: the last output of each.
  private func update(_ repository: Repository) async throws -> [String] {
    let clone = repository.clone
    try await clone.git("fetch", "--quiet", "origin")
    try await clone.git("checkout", "--quiet", "--force", "-B", "topic", "origin/topic")
    var outputs: [String] = []
    func take(_ outcome: Program.Outcome) {
      #expect(outcome.exitCode == 0, "\(outcome.standardOutput)\(outcome.standardError)")
      outputs.append(outcome.standardOutput.split(separator: "\n").last.map(String.init) ?? "")
    }
    take(try await repository.script("triggers.sh", "topic", "main", "", "sample"))
    let made = try await repository.script("export.sh", "../exports/machine", "sample")
    #expect(made.exitCode == 0, "\(made.standardOutput)\(made.standardError)")
    // Every job has a checkout of its own.
    try await clone.git("reset", "--quiet", "--hard")
    take(try await repository.script("merge.sh", "../update", "../exports/machine", "--", "sample"))
    guard outputs.last == "changed=true" else { return outputs }
    take(try await repository.script("push-update.sh", "topic", "../update/update.patch", "../update/message.md"))
    try await clone.git("fetch", "--quiet", "origin")
    try await clone.git("checkout", "--quiet", "--force", "-B", "topic", "origin/topic")
    return outputs
  }
}
