import Diagnostics

/// All that stands below the elements of one kind, from the program's defaults up to what the project says about it.
///
/// What elements share of it is expanded once.
struct KindDefaults: Sendable {
  let kind: ElementKind
  let variables: VariableTable
  let environment: [String: LocatedText]
  let uncachedVariables: Set<String>
  let config: LocatedValue
  let publicData: LocatedValue
  let sandbox: LocatedValue
  let conditionProviders: LocatedValue?
  let conditionRequirements: LocatedValue?
  /// What `environment` gives where none of its variables is changed.
  let sharedEnvironment: Shared<[String: String]>
  /// The same for `publicData`.
  let sharedPublicData: Shared<PublicData>

  /// Something expanded, and the variables that it hangs on.
  struct Shared<Value: Sendable>: Sendable {
    /// Nil when it can't be expanded without what elements say.
    var value: Value?
    var variables: Set<String>

    /// The value, if it holds for these variables too.
    func value(for element: ElementVariables) -> Value? {
      guard let value, variables.isDisjoint(with: element.changed) else { return nil }
      return value
    }
  }
}
