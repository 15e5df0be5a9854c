/// The version of this program, as `assay --version` and exports tell it.
package let assayVersion = "0.1.0"
