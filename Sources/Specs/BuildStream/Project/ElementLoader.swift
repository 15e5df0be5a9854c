import Diagnostics
import Store
import SystemPackage

/// Reads the files of elements, from the ones that are asked for to all that they name.
struct ElementLoader {
  private(set) var elements: [String: ElementDeclaration] = [:]
  private let settings: ProjectSettings
  private var resolver: DirectiveResolver
  private var found: [Diagnostic] = []
  /// Elements that have a file, but could not be read: nobody who names them is to blame.
  private var unread: Set<String> = []
  /// Elements that have no file.
  private var missing: Set<String> = []

  init(_ settings: ProjectSettings) {
    self.settings = settings
    resolver = DirectiveResolver(settings.files, options: settings.options)
  }

  var problems: [Diagnostic] { found + resolver.problems }

  /// With nil, every element below the element path.
  mutating func load(_ targets: [String]?) {
    let wanted = names(of: targets ?? [])
    var open = wanted
    // A folder that is not there is a problem of project.conf already.
    if targets == nil, settings.elementFolder.isFolder {
      do throws(Diagnostic) { open = try ElementFiles(settings).names(problems: &found) } catch { found.append(error) }
    }
    while let name = open.popLast() {
      guard elements[name] == nil, !unread.contains(name), !missing.contains(name) else { continue }
      guard let element = read(name) else { continue }
      elements[name] = element
      open += element.namedElements
    }
    let check = ReferenceCheck(settings, elements, unread: unread, isWhole: targets == nil)
    found += check.problems(targets: wanted)
  }

  /// Those that can be names; the others are problems.
  private mutating func names(of targets: [String]) -> [String] {
    targets.compactMap { target in
      do throws(Diagnostic) {
        return try elementName(target, at: nil)
      } catch {
        found.append(error)
        return nil
      }
    }
  }

  /// Nil for what has no file or can't be read.
  private mutating func read(_ name: String) -> ElementDeclaration? {
    do throws(Diagnostic) {
      let before = found.count + resolver.problems.count
      let file = settings.elementFolder.pushing(FilePath(name))
      let document = try settings.files.document(at: file, name: settings.path(of: name), problems: &found)
      let root = document.map { resolver.resolve($0) }
      // What stands on something unresolved would only give problems that are none.
      if let root, found.count + resolver.problems.count == before {
        var reader = ElementReader(name, in: settings)
        let element = reader.read(root)
        found += reader.problems
        if let element { return element }
      }
      unread.insert(name)
    } catch {
      if error.code == "disk.missing" {
        missing.insert(name)
      } else {
        unread.insert(name)
        let place = Place(settings.files.shownName(settings.path(of: name)))
        found.append(Diagnostic(error.code, error.message, at: place, hint: error.hint))
      }
    }
    return nil
  }
}

extension ElementDeclaration {
  /// All that has to be read with it.
  fileprivate var namedElements: [String] {
    var names = dependencies.map(\.element) + conditionProviders.map(\.element)
    if case .link(let target, _) = work, !target.isEmpty { names.append(target) }
    return names
  }
}
