/// Which name somebody meant who typed another one.
enum Nearness {
  /// The nearest name, at most two typing errors away from `text` (one when it is short); nil when there is none.
  static func nearest(to text: String, among names: [String]) -> String? {
    let typed = Array(text.lowercased().utf8), most = typed.count < 5 ? 1 : 2
    var best: (name: String, distance: Int)?
    for name in names {
      let letters = Array(name.lowercased().utf8)
      if abs(letters.count - typed.count) > most { continue }
      let found = distance(letters, typed)
      if 1...most ~= found, found < letters.count, found < best?.distance ?? 3 { best = (name, found) }
    }
    return best?.name
  }

  /// Letters to insert, to leave out and to replace to make one text the other; two that changed places count as one.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before = [Int](), row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      let above = row
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        row[j + 1] = min(above[j] + (x == y ? 0 : 1), above[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, x == b[j - 1], y == a[i - 1] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
      }
      before = above
    }
    return row[b.count]
  }
}
