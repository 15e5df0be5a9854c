import Diagnostics
package import Specs
import SystemPackage

/// An element as its file would declare it: `kind` in line 1, and a line for each thing that is added.
package struct SampleElement {
  package var declaration: ElementDeclaration
  private var line = 1

  /// - Parameter name: Without `.bst`, here and below.
  package init(_ name: String, _ work: ElementWork = .stack) {
    declaration = ElementDeclaration(name: name + ".bst", place: Place(name + ".bst", line: 1, column: 1), work: work)
  }

  /// An element that runs commands to install something.
  package static func manual(_ name: String, _ commands: String...) -> Self {
    var build = BuildCommands(buildRoot: "/build/\(name)", installRoot: "/install")
    build.install = commands
    return Self(name, .commands(build, kind: "manual"))
  }

  package static func link(_ name: String, to target: String) -> Self {
    Self(name, .link(target: target + ".bst", at: Place(name + ".bst", line: 2, column: 3)))
  }

  package func builtWith(_ names: String...) -> Self { depending(on: names, build: true, run: false) }
  package func runningWith(_ names: String...) -> Self { depending(on: names, build: false, run: true) }
  package func needing(_ names: String...) -> Self { depending(on: names, build: true, run: true) }

  /// A build dependency that is staged somewhere else than at the root.
  package func staging(_ name: String, at location: String) -> Self {
    changed { element, place in
      var dependency = DependencyDeclaration(element: name + ".bst", place: place, isForBuild: true, isForRun: false)
      dependency.location = location
      element.dependencies.append(dependency)
    }
  }

  package func providing(_ condition: String, by providers: String...) -> Self {
    providers.reduce(self) { element, provider in
      element.changed { element, place in
        element.conditionProviders.append(.init(condition: condition, element: provider + ".bst", place: place))
      }
    }
  }

  package func requiring(_ conditions: String...) -> Self {
    conditions.reduce(self) { element, condition in
      element.changed { element, place in
        element.conditionRequirements.append(.init(condition: condition, place: place))
      }
    }
  }

  /// Anything else.
  package func with(_ change: (inout ElementDeclaration) -> Void) -> Self {
    var result = self
    change(&result.declaration)
    return result
  }

  private func depending(on names: [String], build: Bool, run: Bool) -> Self {
    names.reduce(self) { element, name in
      element.changed { element, place in
        element.dependencies.append(.init(element: name + ".bst", place: place, isForBuild: build, isForRun: run))
      }
    }
  }

  private func changed(_ change: (inout ElementDeclaration, Place) -> Void) -> Self {
    var result = self
    result.line += 1
    change(&result.declaration, Place(declaration.name, line: result.line, column: 3))
    return result
  }
}

/// A project of these elements, called `sample`.
package func sampleProject(_ elements: SampleElement...) -> ElementProject { sampleProject(elements) }

/// The same of a list.
package func sampleProject(_ elements: [SampleElement]) -> ElementProject {
  var project = ElementProject(name: "sample", folder: "/sample", file: "project.conf")
  for element in elements { project.elements[element.declaration.name] = element.declaration }
  return project
}

/// A library and a program with a test each, and a package of the program that demands both tests.
///
/// - Parameter change: Applied to each element by name, without `.bst`.
package func conditionsProject(_ change: (String, SampleElement) -> SampleElement = { $1 }) -> ElementProject {
  let elements: [SampleElement] = [
    .manual("base", "make base"), .manual("lib", "make lib").builtWith("base").providing("tested", by: "lib-test"),
    .manual("lib-test", "test lib").builtWith("lib", "base"),
    .manual("app", "make app").builtWith("base", "lib").providing("tested", by: "app-test"),
    .manual("app-test", "test app").builtWith("app", "lib", "base"),
    .manual("app-pkg", "pack app").builtWith("app", "lib", "base").requiring("tested"),
  ]
  return sampleProject(elements.map { change(String($0.declaration.name.dropLast(4)), $0) })
}
