import Diagnostics
import Specs
import Testing

/// Requirements as Python's `packaging` 25 normalises them; the expected texts are its own, but where a test says so.
struct RequirementTests {
  @Test(arguments: [
    ("foo [b,a] >=1 , <2 ; python_version<'3.9'", "foo[a,b]<2,>=1; python_version < \"3.9\""),
    ("A.b_C", "A.b_C"), (" a ", "a"), ("a\n", "a"), ("a[]", "a"), ("a[B_c]", "a[B_c]"), ("a[x,x]", "a[x]"),
    ("a()", "a"),
    ("pkg (>=1.0,<2)", "pkg<2,>=1.0"), ("a(==1) ; os_name=='x'", "a==1; os_name == \"x\""),
    ("pkg==1.0.*,!=1.0.3", "pkg!=1.0.3,==1.0.*"), ("a>=1,", "a>=1"), ("a== 1.0", "a==1.0"), ("a==v1.0", "a==v1.0"),
    ("a==1.0,==1.0.0", "a==1.0"), ("a~=1.0,~=1.0.0", "a~=1.0,~=1.0.0"), ("a==1!2.0", "a==1!2.0"),
    ("a==1.0+x", "a==1.0+x"),
    ("a===foobar", "a===foobar"), ("a~=1.0a1", "a~=1.0a1"), ("a==1.0a.", "a==1.0a."),
    ("foo@https://x/y.whl ; os_name=='nt'", "foo@ https://x/y.whl ; os_name == \"nt\""),
    ("foo @ https://x/y.whl;os_name=='nt'", "foo@ https://x/y.whl;os_name=='nt'"), ("a[b]@ x", "a[b]@ x"),
  ])
  func hasOneNormalForm(written: String, normal: String) throws {
    #expect(try Requirement(parsing: written).text == normal)
  }

  @Test(arguments: [
    ("", "expected a package name at character 1 of ''"), ("-a", "expected a package name at character 1 of '-a'"),
    ("a-", "expected a package name at character 1 of 'a-'"),
    ("a b", "expected a version clause such as '>=1.0' at character 3 of 'a b'"),
    ("name<>", "'>' is no version for '<' at character 5 of 'name<>'"),
    ("a>=1.0.*", "'1.0.*' is no version for '>=' at character 2 of 'a>=1.0.*'"),
    ("a==1.0a1.*", "'1.0a1.*' is no version for '==' at character 2 of 'a==1.0a1.*'"),
    ("a!=1.*.*", "'1.*.*' is no version for '!=' at character 2 of 'a!=1.*.*'"),
    ("a~=1", "'1' is no version for '~=' at character 2 of 'a~=1'"),
    ("a~=1.0+x", "'1.0+x' is no version for '~=' at character 2 of 'a~=1.0+x'"),
    ("a>=1.0+x", "'1.0+x' is no version for '>=' at character 2 of 'a>=1.0+x'"),
    ("a>1.0.", "'1.0.' is no version for '>' at character 2 of 'a>1.0.'"),
    ("a>=1 <2", "'1 <2' is no version for '>=' at character 2 of 'a>=1 <2'"),
    ("a,>=1", "expected a version clause such as '>=1.0' at character 2 of 'a,>=1'"),
    ("pkg(>=1.0", "expected a version clause such as '>=1.0' at character 4 of 'pkg(>=1.0'"),
    ("a[b", "expected ']' after the extras at character 2 of 'a[b'"),
    ("a[b,]", "expected names of extras between '[' and ']' at character 2 of 'a[b,]'"),
    ("a[,b]", "expected names of extras between '[' and ']' at character 2 of 'a[,b]'"),
    ("a[b c]", "expected names of extras between '[' and ']' at character 2 of 'a[b c]'"),
    ("a[-b]", "expected names of extras between '[' and ']' at character 2 of 'a[-b]'"),
    ("a@", "expected a URL after '@' at character 3 of 'a@'"),
    ("a@ x y", "expected a version clause, ';' or the end at character 6 of 'a@ x y'"),
    ("a\u{202E}", "expected a version clause such as '>=1.0' at character 2 of 'a\\u{202e}'"),
  ])
  func refusesWhatIsNone(written: String, message: String) {
    #expect(throws: Diagnostic("requirement.syntax", message)) { try Requirement(parsing: written) }
  }

  // `packaging` takes this one.
  @Test func anArbitraryVersionIsNotEmpty() {
    #expect(throws: Diagnostic("requirement.syntax", "'' is no version for '===' at character 2 of 'a==='")) {
      try Requirement(parsing: "a===")
    }
  }

  @Test(arguments: [("Foo__Bar-.baz", "foo-bar-baz"), ("a", "a"), ("A", "a"), ("zope.interface", "zope-interface")])
  func indexesKnowAPackageUnderOneName(written: String, canonical: String) {
    #expect(canonicalName(written) == canonical)
  }
}
