/// How far two texts are apart: the slips of typing that make one of them the other.
public enum EditDistance {
  /// Units to put in, leave out, change or exchange with their neighbour, each of which counts one (Damerau and Levenshtein, no unit
  /// touched twice). The time is the product of the lengths.
  @inlinable public static func between<Unit: Equatable>(_ a: [Unit], _ b: [Unit]) -> Int {
    var before: [Int] = [], last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
