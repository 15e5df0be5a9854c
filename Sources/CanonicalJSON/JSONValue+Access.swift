extension JSONValue {
  /// The string, if this is one.
  package var stringValue: String? { if case .string(let value) = self { value } else { nil } }

  /// The truth value, if this is one.
  package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The integer, if this is one.
  package var integerValue: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The elements, if this is an array.
  package var arrayValue: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members, if this is an object.
  package var objectValue: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

  /// What kind of value this is, in the words of the JSON standard: `null`, `boolean`, `number`, `string`, `array` or
  /// `object`.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The member of an object; nil for other kinds of values and absent keys.
  ///
  /// Setting turns a value of another kind into an object; setting nil removes the member.
  package subscript(key: String) -> JSONValue? {
    get { objectValue?[key] }
    set {
      var members = objectValue ?? [:]
      members[key] = newValue
      self = .object(members)
    }
  }

  /// The element of an array; nil for other kinds of values and past the end.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(uniqueKeysWithValues: members))
  }
}
