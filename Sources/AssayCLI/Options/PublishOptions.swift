import ArgumentParser

/// Where and under which names archives are written.
struct PublishOptions: ParsableArguments {
  @Option(
    name: .customLong("output-dir"), help: .init("Where to write; relative to the spec's folder.", valueName: "DIR"),
    completion: .directory)
  var outputDir = "_artifacts"

  @Flag(name: .customLong("tag-outputs"), inversion: .prefixedNo, help: "Put platform and build number into the names.")
  var tagOutputs = false

  var target: PublishStep.Target { PublishStep.Target(folder: outputDir, isTagged: tagOutputs) }
}
