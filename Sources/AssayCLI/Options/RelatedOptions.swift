import ArgumentParser
import Graph

/// Publishing or exporting layers around those that are asked for.
struct RelatedOptions: ParsableArguments {
  @Flag(
    name: .customLong("publish-dependencies"), inversion: .prefixedNo,
    help: "Publish or export what the layers build on, too.")
  var publishDependencies = false

  @Flag(
    name: .customLong("publish-derived"), inversion: .prefixedNo,
    help: "Publish or export what builds on the layers, too.")
  var publishDerived = false

  /// Publishing the layers that are asked for, and those around them.
  var request: SelectionRequest {
    var request = SelectionRequest(LayerOperations(publishes: true))
    (request.dependencies.publish, request.derived.publish) = (publishDependencies, publishDerived)
    return request
  }
}
