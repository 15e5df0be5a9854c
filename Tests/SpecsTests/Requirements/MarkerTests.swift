import Diagnostics
import Specs
import Testing

struct MarkerTests {
  // As `packaging` 25 writes them.
  @Test(arguments: [
    ("os.name=='x'", "os_name == \"x\""), ("python_implementation=='x'", "platform_python_implementation == \"x\""),
    ("'a' not  in os_name", "\"a\" not in os_name"), ("python_version in '3.8 3.9'", "python_version in \"3.8 3.9\""),
    ("os_name=='a'or os_name=='b'", "os_name == \"a\" or os_name == \"b\""), ("'x' == 'y'", "\"x\" == \"y\""),
    ("os_name == \"it's\"", "os_name == \"it's\""),
    ("(os_name=='nt')", "os_name == \"nt\""),
    ("(os_name=='nt' and os_name=='x')", "os_name == \"nt\" and os_name == \"x\""),
    ("(os_name=='nt') and (sys_platform=='y')", "os_name == \"nt\" and sys_platform == \"y\""),
    ("(os_name=='a' or os_name=='b') and os_name=='c'", "(os_name == \"a\" or os_name == \"b\") and os_name == \"c\""),
    (
      "((os_name=='a' and os_name=='b') or (os_name=='c'))",
      "(os_name == \"a\" and os_name == \"b\") or os_name == \"c\""
    ),
  ])
  func hasOneNormalForm(written: String, normal: String) throws {
    #expect(try Marker(parsing: written).text(quote: "\"") == normal)
  }

  @Test(arguments: [
    ("a; extra=='Foo_Bar'", "a; extra == \"foo-bar\""), ("a; 'X_y'==extra", "a; \"x-y\" == extra"),
    ("a; extra in 'Foo_B'", "a; extra in \"foo-b\""),
    ("a; os_name=='nt' and extra=='Foo_Bar'", "a; os_name == \"nt\" and extra == \"Foo_Bar\""),
    (
      "a; extra=='X_y' and os_name=='b' or os_name=='c'", "a; extra == \"x-y\" and os_name == \"b\" or os_name == \"c\""
    ),
  ])
  func theFirstExtraIsCanonical(written: String, normal: String) throws {
    #expect(try Requirement(parsing: written).text == normal)
  }

  // `packaging` takes the name in parentheses as it is.
  @Test func parenthesesAroundOneComparisonMeanNothing() throws {
    #expect(try Requirement(parsing: "a; (extra=='Foo_Bar')").text == "a; extra == \"foo-bar\"")
  }

  // `packaging` drops both pairs, which changes the meaning.
  @Test func doubleParenthesesAroundAGroupBecomeOne() throws {
    #expect(
      try Marker(parsing: "((os_name=='a' or os_name=='b')) and os_name=='c'").text(quote: "\"")
        == "(os_name == \"a\" or os_name == \"b\") and os_name == \"c\"")
  }

  // `packaging` writes the same quotes around it, which can't be read back.
  @Test func aTextWithAQuoteIsPutInTheOtherQuotes() throws {
    #expect(try Marker(parsing: "os_name == 'say \"x\"'").text(quote: "\"") == "os_name == 'say \"x\"'")
    #expect(try Marker(parsing: "os_name == \"it's\"").text() == "os_name == \"it's\"")
  }

  @Test(arguments: [
    ("", "expected a variable or a quoted text at character 1 of the marker ''"),
    ("foo=='x'", "unknown variable 'foo' at character 1 of the marker 'foo=='x''"),
    ("python_version", "expected a comparison such as '==' at character 15 of the marker 'python_version'"),
    ("os_name not 'x'", "expected 'in' after 'not' at character 13 of the marker 'os_name not 'x''"),
    ("os_name=='x", "the quote is not closed at character 10 of the marker 'os_name=='x'"),
    ("os_name=='x' or", "expected a variable or a quoted text at character 16 of the marker 'os_name=='x' or'"),
    ("(os_name=='x'", "expected ')' at character 14 of the marker '(os_name=='x''"),
    ("os_name=='x')", "expected 'and', 'or' or the end at character 13 of the marker 'os_name=='x')'"),
    ("os_name=='x' # c", "expected 'and', 'or' or the end at character 14 of the marker 'os_name=='x' # c'"),
    ("os_name=='x' order", "expected 'and', 'or' or the end at character 14 of the marker 'os_name=='x' order'"),
  ])
  func refusesWhatIsNone(written: String, message: String) {
    #expect(throws: Diagnostic("requirement.marker", message)) { try Marker(parsing: written) }
  }

  @Test func groupsNestTo64Levels() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "os_name=='x'" + String(repeating: ")", count: depth)
    }
    #expect(try Marker(parsing: nested(64)).text() == "os_name == 'x'")
    #expect(
      throws: Diagnostic(
        "requirement.marker", "the marker nests too deeply at character 65 of the marker '\(nested(65))'")
    ) { try Marker(parsing: nested(65)) }
  }

  @Test(arguments: [
    ("sys_platform == 'linux'", true), ("sys_platform != 'linux'", false),
    ("os_name == 'nt' or os_name == 'posix'", true),
    ("os_name == 'posix' and os_name == 'nt' or os_name == 'posix'", true),
    ("os_name == 'posix' and (os_name == 'nt' or sys_platform == 'win32')", false),
    ("python_version < '3.9'", false), ("python_version >= '3.9'", true), ("python_version > '3.9'", true),
    ("python_full_version >= '3.11.9'", true), ("python_version ~= '3.8'", true), ("python_version == '3.*'", true),
    ("'3.11' == python_version", true), ("python_version in '3.10 3.11'", true), ("python_version not in '3.10'", true),
    ("'nux' in sys_platform", true), ("platform_machine == 'x86_64'", true), ("platform_system < 'Windows'", true),
    ("implementation_name == 'cpython'", true), ("platform_python_implementation == 'CPython'", true),
    ("extra == 'test'", false), ("platform_release == ''", true), ("platform_release ~= 'x'", false),
  ])
  func holdsOnAPlatform(marker: String, holds: Bool) throws {
    let environment = TargetPlatform.linuxX86.markerEnvironment(implementation: "cpython", pythonVersion: "3.11.11")
    #expect(try Marker(parsing: marker).isTrue(in: environment) == holds)
  }
}
