import Testing

@testable import PythonLayers

struct ConstraintsTests {
  @Test func sortsNamesAndPutsMarkersFirst() {
    let lower = [
      lock(package("numpy", "2.3.2"), package("dlltracer", "1.0.3", "sys_platform=='win32'"))
    ]
    #expect(
      Constraints(lowerLocks: lower).requirements == ["dlltracer==1.0.3 ; sys_platform == 'win32'", "numpy==2.3.2"])
  }

  @Test func aPinWithoutMarkerHidesLaterLayers() {
    let lower = [lock(package("a", "1")), lock(package("a", "2"), package("b", "1"))]
    #expect(Constraints(lowerLocks: lower).requirements == ["a==1", "b==1"])
  }

  @Test func pinsWithMarkersGatherUntilOneWithoutIsMet() {
    let lower = [
      lock(package("a", "1", "os_name == 'nt'")), lock(package("a", "2", "os_name == 'posix'")),
      lock(package("a", "3")),
      lock(package("a", "4", "os_name == 'java'")),
    ]
    #expect(
      Constraints(lowerLocks: lower).requirements == ["a==1 ; os_name == 'nt'", "a==2 ; os_name == 'posix'", "a==3"])
  }

  @Test func theFirstPinOfAMarkerCounts() {
    let lower = [lock(package("a", "1", "os_name == 'nt'")), lock(package("a", "2", "os_name==\"nt\""))]
    #expect(Constraints(lowerLocks: lower).requirements == ["a==1 ; os_name == 'nt'"])
  }

  @Test func coverLocksThatShareWhatIsPinned() {
    let constraints = Constraints(lowerLocks: [lock(package("a", "1"), package("b", "1", "os_name == 'nt'"))])
    let shared = LockedPackage.sharedClause
    #expect(constraints.cover(lock(package("a", "1", shared), package("own", "1"))))
    #expect(constraints.cover(lock(package("b", "1", "(os_name == 'nt') and \(shared)"))))
    #expect(!constraints.cover(lock(package("a", "2", shared))))
    #expect(!constraints.cover(lock(package("c", "1", shared))))
  }

  @Test func sharedPackagesDoNotPin() {
    #expect(Constraints(lowerLocks: [lock(package("a", "1", LockedPackage.sharedClause))]).requirements == [])
  }
}
