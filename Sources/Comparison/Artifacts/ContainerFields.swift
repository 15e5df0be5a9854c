import Archives
import CanonicalJSON

/// What an archive is as a whole.
func containerFields(
  _ facts: ArchiveFacts, _ input: ArchiveInput
) throws(ArchiveError) -> [ContainerField: JSONValue] {
  var fields = try compressionFields(facts.compression, input)
  fields[.format] = .string(facts.name ?? "empty")
  if !facts.dialects.isEmpty {
    fields[.dialect] = .string(facts.dialects.map(\.rawValue).sorted().joined(separator: ", "))
  }
  fields[.endBytes] = facts.endBytes.map { .integer($0) }
  if facts.trailingBytes > 0 { fields[.trailingBytes] = .integer(facts.trailingBytes) }
  return fields
}

/// What a file is that is no archive, but may be compressed.
func containerFields(
  _ compression: CompressionFormat?, _ input: ArchiveInput
) throws(ArchiveError) -> [ContainerField: JSONValue] {
  var fields = try compressionFields(compression, input)
  fields[.format] = .string(compression?.suffix ?? "file")
  return fields
}

private func compressionFields(
  _ compression: CompressionFormat?, _ input: ArchiveInput
) throws(ArchiveError) -> [ContainerField: JSONValue] {
  [:]
}
