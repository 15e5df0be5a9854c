import Foundation
import SystemPackage
import TestSupport
import Testing

/// What `assay verify` says of contents that differ, where the store holds the expected ones because they were built before.
@Suite(.temporaryFolder, .slowTestsEnabled, .tags(.slow), .needs("bwrap"), .needsUv)
struct ContentCauseTests {
  private static let hello = "app-hello/lib/python3.11/site-packages/hello.py"
  private static let packages = "app-ledger/lib/python3.11/site-packages"

  @Test func editedModuleIsShownWithItsCause() async throws {
    let project = try Project()
    let module = "\(Project.modules)/hello.py"
    let start = try project.read(module)
    try project.write(start + "BUILT = '2026-01-02 03:04:05'\n", to: module)
    let built = try await project.assayWhenFilled("verify", "--check", "contents")
    let actual = try #require(built.standardOutput.firstMatch(of: /actual +sha256:([0-9a-f]{64})/)?.1)
    try project.editLines(of: Tampering.mtree) { lines in
      lines = lines.map { line in
        guard line.contains("/hello.py ") else { return line }
        return line.replacing(/sha256digest=[0-9a-f]{64}/, with: "sha256digest=\(actual)")
          .replacing(/size=[0-9]+/, with: "size=\(start.utf8.count + 30)")
      }
    }
    try project.write(start + "BUILT = '2026-02-03 04:05:06'\n", to: module)
    let outcome = try await project.assay("verify", "--check", "contents")
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.findings == """
        failed     contents         every archive holds the expected members
          expected/sample_project/linux_x86_64/contents/app-hello.mtree: layer 'app-hello': its archive differs: 1 changed [contents.changed]
            cause: timestamp-text (proven, 1 member): '\(Self.hello)': 1 date differs: '2026-01-02 03:04:05' expected, '2026-02-03 04:05:06' actual
            fix: set SOURCE_DATE_EPOCH if the tool honours it, or don't write the date; '-Wdate-time' finds it in C
            ~ \(Self.hello): content
                expected sha256:<sha256>
                actual   sha256:<sha256>
              --- expected
              +++ actual
              @@ -9,4 +9,4 @@
              \u{20}
               if __name__ == "__main__":
                   main()
              -BUILT = '2026-01-02 03:04:05'
              +BUILT = '2026-02-03 04:05:06'
          hint: if the change is meant, run 'assay update sample'
        failed: stack 'sample' for linux_x86_64: contents

        """)
  }

  @Test(.needs("python3")) func recordOfAChangedWheelIsDerived() async throws {
    let project = try Project()
    let script = """
      import base64, hashlib, sys, zipfile
      path = sys.argv[1]
      with zipfile.ZipFile(path) as old: members = {name: old.read(name) for name in old.namelist()}
      members["coins/__init__.py"] += b"NEW = 1\\n"
      def row(name, content):
          digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
          return f"{name},sha256={digest},{len(content)}\\n"
      record = next(name for name in members if name.endswith("RECORD"))
      members[record] = (
          "".join(row(name, content) for name, content in members.items() if name != record) + f"{record},,\\n").encode()
      with zipfile.ZipFile(path, "w") as new:
          for name, content in members.items(): new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
      """
    let wheel = project["fixtures/sample_project/wheels/coins-1.0-py3-none-any.whl"].string
    let edited = try await Program.run(
      "/usr/bin/env", ["python3", "-I", "-c", script, wheel], in: project.folder,
      variables: ["PATH": Program.variables["PATH"] ?? ""])
    try #require(edited.exitCode == 0, "\(edited.standardError)")
    #expect(try await project.assayWhenFilled("lock").exitCode == 0)
    let outcome = try await project.assay("verify", "--check", "contents")
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.findings.hasPrefix(
        """
        failed     contents         every archive holds the expected members
          expected/sample_project/linux_x86_64/contents/app-ledger.mtree: layer 'app-ledger': its archive differs: 2 changed [contents.changed]
            cause: wheel-record (proven, 1 member): '\(Self.packages)/coins-1.0.dist-info/RECORD' follows from 1 member
            fix: end what makes the listed members differ; wheel 0.36 and later sorts the rows
            cause: content-change (likely, 1 member): '\(Self.packages)/coins/__init__.py': 182 bytes expected, 190 actual

        """), "\(outcome.findings)")
    #expect(outcome.findings.contains("\n      +NEW = 1\n"), "\(outcome.findings)")
  }
}
