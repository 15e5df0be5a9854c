/// Whether a text comes before another by its UTF-8 bytes, which is the order of code points and of Python's `sorted`.
///
/// Swift's own order of strings depends on normalisation.
package func byteOrder(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}
