import CanonicalJSON
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What diffoscope finds, and what differs between real releases, is named; needs a package index.
@Suite(.temporaryFolder, .tags(.slow), .slowTestsEnabled, .needs("python3"), .serialized)
struct DiffoscopeTests {
  @Test(.diffoscope, .needs("dpkg-deb"), .needs("zip"), .needs("tar"))
  func everyMemberThatDiffoscopeNamesIsNamed() async throws {
    try await shell(
      """
      for side in left right; do
        mkdir -p $side/t/sub $side/p/DEBIAN $side/p/usr; seq 1 99 > $side/t/same; seq 1 50 > $side/t/sub/lines
        printf 'Package: x\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: x\n' \
          > $side/p/DEBIAN/control
        echo $side > $side/t/sub/side; echo "text of $side" > $side/t/page.txt; gzip -nc $side/t/page.txt > $side/t/page.gz
        touch $side/t/only-$side; cp -r $side/t $side/p/usr; find $side -exec touch -d @1700000000 {} +
        tar --sort=name -C $side -czf $side.tar.gz t; (cd $side; zip -qrX ../$side.zip t)
        SOURCE_DATE_EPOCH=1700000000 dpkg-deb --root-owner-group -b $side/p $side.deb > /dev/null
        python3 -m zipfile -c $side-1-py3-none-any.whl $side/t/sub $side/t/page.gz
      done
      """)
    for ending in [".tar.gz", ".zip", ".deb", "-1-py3-none-any.whl"] {
      // Exit code 1 says that they differ.
      try await shell(
        "'\(Diffoscope.program)' --json theirs.json left\(ending) right\(ending) || test $? = 1; test -s theirs.json")
      let theirs = try namesInReport()
      let ours = try await DiffOutcome("left\(ending)", "right\(ending)")
      #expect(theirs.contains { $0.hasSuffix("sub/side") || $0 == "side" }, "\(ending): \(theirs)")
      #expect(theirs.filter { !ours.names($0) } == [], "\(ending): \(ours.text)")
      #expect(ours.unnamed == [])
    }
  }

  @Test(.diffoscope, .twoReleases) func everyMemberOfTwoReleasesOfADebianPackageIsNamed() async throws {
    let releases = try #require(await DebianReleases.downloaded.value)
    try await shell(
      """
      '\(Diffoscope.program)' --json theirs.json '\(releases.0)' '\(releases.1)' || test $? = 1; test -s theirs.json
      """)
    let theirs = try namesInReport()
    let ours = try await DiffOutcome(releases.0, releases.1)
    #expect(theirs.contains { $0.hasSuffix("/control") })
    #expect(theirs.contains { $0.hasPrefix("./usr/") })
    #expect(theirs.filter { !ours.names($0) } == [], "\(ours.text)")
    #expect(ours.unnamed == [])
  }

  @Test(.diffoscope) func everythingBetweenTwoReleasesOfAWheelIsNamed() async throws {
    try await shell(
      """
      for version in 2.0.0 2.1.0; do
        python3 -m pip --disable-pip-version-check download -q --no-deps --only-binary :all: -d $version iniconfig==$version
      done
      mv 2.0.0/*.whl left.whl; mv 2.1.0/*.whl right.whl
      """)
    let found = try await DiffOutcome("left.whl", "right.whl")
    #expect(found.verdict == "different")
    #expect(found.namesSomething)
    #expect(found.unnamed == [])
  }

  private func namesInReport() throws -> [String] {
    let bytes = try Data(contentsOf: URL(filePath: TemporaryFolder.path.appending("theirs.json").string))
    return names(in: try JSONValue(parsing: Array(bytes), file: "theirs.json"))
  }

  /// The members that diffoscope names, without what it says of lists, of metadata, and of the files themselves.
  private func names(in report: JSONValue, inside outer: String = "") -> [String] {
    (report["details"]?.arrayValue ?? []).flatMap { detail -> [String] in
      let name = detail["source1"]?.stringValue ?? ""
      // Commands that it runs, and what a compressed file unpacks to, are no members.
      let isMember =
        !name.contains(" ") && !name.contains("{}") && !name.isEmpty && name == detail["source2"]?.stringValue
        && !name.hasSuffix(".tar") && !"/\(outer)".hasSuffix("/\(name).gz")
      return (isMember ? [name] : []) + names(in: detail, inside: name)
    }
  }
}

extension DiffOutcome {
  /// Whether a member of this name is said to differ, at any depth; a leading `./` counts for nothing.
  fileprivate func names(_ member: String) -> Bool {
    func plain(_ name: String) -> String { name.hasPrefix("./") ? String(name.dropFirst(2)) : name }
    func isNamed(in differences: [JSONValue]) -> Bool {
      differences.contains { difference in
        plain(difference["path"]?.stringValue ?? "") == plain(member)
          || isNamed(in: difference["children"]?.arrayValue ?? [])
      }
    }
    return isNamed(in: report["differences"]?.arrayValue ?? [])
  }
}

/// diffoscope from the package index, installed once for all tests of a run.
private enum Diffoscope {
  static let program = Shared.folder.appending("diffoscope/bin/diffoscope").string

  /// Whether it could be installed and runs.
  static let isThere = Task {
    let lines =
      "python3 -m venv diffoscope && diffoscope/bin/pip -q install diffoscope && diffoscope/bin/diffoscope --version"
    let variables = ProcessInfo.processInfo.environment
    let outcome = try? await Program.run("/bin/bash", ["-ec", lines], in: Shared.folder, variables: variables)
    return outcome?.exitCode == 0
  }
}

/// Two versions of a package from Debian's archive, as it has them beside security updates.
private enum DebianReleases {
  /// Their paths; nil where there is no archive, or none of some packages is there twice.
  static let downloaded = Task { () -> (String, String)? in
    let lines = """
      mkdir debs; cd debs
      for package in xz-utils ca-certificates sudo tzdata; do
        set -- $(apt-cache madison $package | awk '{ print $3 }' | uniq | head -2)
        if [ $# = 2 ] && apt-get -qq download $package=$2 $package=$1; then break; fi
      done
      ls -tr "$PWD"/*.deb
      """
    let outcome = try? await Program.run(
      "/bin/bash", ["-c", lines], in: Shared.folder, variables: ProcessInfo.processInfo.environment)
    let paths = outcome?.standardOutput.split(separator: "\n").map(String.init) ?? []
    return paths.count == 2 ? (paths[0], paths[1]) : nil
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where there is no archive of Debian packages at hand, or none is there in two versions.
  fileprivate static var twoReleases: Self {
    .enabled("no package of Debian's archive can be had in two versions") {
      await DebianReleases.downloaded.value != nil
    }
  }

  /// Skips where diffoscope can't be had from a package index, as without a network.
  fileprivate static var diffoscope: Self {
    .enabled("diffoscope can't be installed from a package index") { await Diffoscope.isThere.value }
  }
}
