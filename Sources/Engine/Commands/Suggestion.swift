/// The nearest known name to a misspelt one.
public enum Suggestion {
  /// The name that is likely meant; nil when none is near.
  public static func nearest(_ name: String, _ names: [String]) -> String? {
    let a = Array(name.lowercased().utf8)
    var best: (Int, String)?
    for n in names {
      let d = distance(a, Array(n.lowercased().utf8))
      if d <= max(1, a.count / 3), best.map({ d < $0.0 }) ?? true { best = (d, n) }
    }
    return best?.1
  }
  /// Names at most two slips away from a misspelt one, the nearest first.
  public static func similar(_ name: String, _ names: [String], limit: Int = 5) -> [String] {
    let a = Array(name.lowercased().utf8)
    var found: [(distance: Int, name: String)] = []
    var seen = Set<String>()
    for n in names where abs(n.utf8.count - a.count) <= 2 && seen.insert(n.lowercased()).inserted {
      let d = distance(a, Array(n.lowercased().utf8))
      if d <= min(2, a.count / 3) { found.append((d, n)) }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
  }
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var previous = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let keep = row[j + 1]
        row[j + 1] = min(row[j + 1] + 1, row[j] + 1, previous + (a[i] == b[j] ? 0 : 1))
        previous = keep
      }
    }
    return row[b.count]
  }
}
