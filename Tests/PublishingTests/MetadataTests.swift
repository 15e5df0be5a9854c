import CanonicalJSON
import Publishing
import PythonLayers
import Specs
import Store
import TestSupport
import Testing

@Suite(.temporaryFolder)
struct MetadataTests {
  @Test func aRuntimeIsBoundToItsImplementation() throws {
    let layer = try SampleStack()["cpython-3.11"]
    let request = Metadata.request(layer, platform: .linuxX86, archiveName: "cpython-3.11.tar.xz", build: 1)
    #expect(
      Metadata.published(request, archive: Blob(of: Array("abc".utf8))).text == """
        {
          "archive_build": 1,
          "archive_hashes": {
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
          },
          "archive_name": "cpython-3.11.tar.xz",
          "archive_size": 3,
          "bound_to_implementation": true,
          "install_target": "cpython-3.11",
          "layer_name": "cpython-3.11",
          "lock_version": 1,
          "locked_at": "2026-01-01T00:00:00.5+00:00",
          "python_implementation": "cpython@3.11.11",
          "requirements_hash": "sha256:3",
          "runtime_layer": "cpython-3.11",
          "target_platform": "linux_x86_64"
        }

        """)
  }

  @Test func aVersionedFrameworkIsDeployedUnderItsVersion() throws {
    #expect(
      Metadata.base(try SampleStack()["framework-scipy"]).text == """
        {
          "bound_to_implementation": false,
          "install_target": "framework-scipy@3",
          "layer_name": "framework-scipy",
          "lock_version": 3,
          "locked_at": "2026-01-01T00:00:00.5+00:00",
          "python_implementation": "cpython@3.11.11",
          "required_layers": [],
          "requirements_hash": "sha256:3",
          "runtime_layer": "cpython-3.11"
        }

        """)
  }

  @Test func everyLayerForWindowsIsBoundToItsImplementation() throws {
    let stack = try SampleStack()
    #expect(Metadata.base(try stack["app-alone"], platform: .winAmd64)["bound_to_implementation"] == true)
    #expect(Metadata.base(try stack["app-alone"], platform: .macosxArm64)["bound_to_implementation"] == false)
    #expect(Metadata.base(try stack["cpython-3.11"], platform: .macosxArm64)["bound_to_implementation"] == true)
  }

  @Test func anApplicationNamesItsModulesAndWhatItNeeds() throws {
    #expect(
      Metadata.base(try SampleStack()["app-client"]).text == """
        {
          "app_launch_module": "client",
          "app_launch_module_hash": "sha256:module0",
          "app_support_modules": [
            {
              "hash": "sha256:module1",
              "name": "extra"
            },
            {
              "hash": "sha256:module2",
              "name": "util"
            }
          ],
          "bound_to_implementation": false,
          "install_target": "app-client",
          "layer_name": "app-client",
          "lock_version": 1,
          "locked_at": "2026-01-01T00:00:00.5+00:00",
          "python_implementation": "cpython@3.11.11",
          "required_layers": [
            "framework-scipy@3"
          ],
          "requirements_hash": "sha256:3",
          "runtime_layer": "cpython-3.11"
        }

        """)
  }

  @Test func anApplicationWithoutSupportModulesNamesNone() throws {
    let json = Metadata.base(try SampleStack()["app-alone"])
    #expect(json["app_support_modules"] == nil)
    #expect(json["required_layers"] == [])
  }

  @Test func theManifestListsLayersByKindInTheSpecsOrder() throws {
    let manifest = Metadata.manifest(try SampleStack().layers.map { ($0.layer, .string($0.buildName)) })
    #expect(
      manifest.text == """
        {
          "layers": {
            "applications": [
              "app-client",
              "app-alone"
            ],
            "frameworks": [
              "framework-scipy"
            ],
            "runtimes": [
              "cpython-3.11"
            ]
          }
        }

        """)
  }

  @Test func theManifestOfNothingHasEmptyLists() {
    #expect(
      Metadata.manifest([]).text == """
        {
          "layers": {
            "applications": [],
            "frameworks": [],
            "runtimes": []
          }
        }

        """)
  }

  @Test func archivesAreNamedAfterTheDeployedLayer() throws {
    let target = try SampleStack()["framework-scipy"].installTarget
    #expect(ArchiveName.plain(target, fileExtension: ".tar.xz") == "framework-scipy@3.tar.xz")
    #expect(
      ArchiveName.tagged(target, platform: .macosxArm64, build: 2, fileExtension: ".tar.xz")
        == "framework-scipy@3-macosx_arm64-2.tar.xz")
  }
}
