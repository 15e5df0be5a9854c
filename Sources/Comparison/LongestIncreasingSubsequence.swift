/// The indices of a longest strictly increasing subsequence of `values`, in order; n log n steps.
///
/// Keeps, for each length, the subsequence that ends with the smallest value (patience sorting).
package func longestIncreasingSubsequence(_ values: [Int]) -> [Int] {
  var ends: [Int] = []
  var previous = [Int?](repeating: nil, count: values.count)
  for index in values.indices {
    let length = firstIndex(in: ends) { values[$0] >= values[index] }
    previous[index] = length > 0 ? ends[length - 1] : nil
    if length == ends.count { ends.append(index) } else { ends[length] = index }
  }
  var (result, next) = ([Int](), ends.last)
  while let index = next {
    result.append(index)
    next = previous[index]
  }
  return result.reversed()
}

/// The first index whose element is `true` for a predicate that is false up to a point and true from there on.
private func firstIndex(in elements: [Int], where isPast: (Int) -> Bool) -> Int {
  var (low, high) = (0, elements.count)
  while low < high {
    let middle = low + (high - low) / 2
    if isPast(elements[middle]) { high = middle } else { low = middle + 1 }
  }
  return low
}
