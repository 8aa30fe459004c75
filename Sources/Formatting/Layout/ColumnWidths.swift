/// How many cells each column of a table gets.
///
/// Columns that ask for nothing share what the others leave; columns that do not fit are cut, then dropped, from the right.
enum ColumnWidths {
  /// Widths as given (0 = no wish) become widths as shown (-1 = dropped).
  static func fit(_ widths: inout [Int], into table: Int, minimum: Int = 1, separator: Int = 1) {
    if !assign(&widths, table, minimum, separator) { trim(&widths, table, minimum, separator) }
  }

  private static func assign(_ w: inout [Int], _ table: Int, _ minimum: Int, _ separator: Int) -> Bool {
    if w.allSatisfy({ $0 > 0 }) { return w.reduce(0, +) + separator * (w.count - 1) <= table }
    let isFixed = w.map { $0 > 0 }
    for k in w.indices where w[k] == 0 { w[k] = minimum }
    var available = table - total(w, separator)
    if available < 0 { return false }
    guard available > 0, isFixed.contains(false) else { return true }
    while available > 0 {
      for k in w.indices where !isFixed[k] {
        w[k] += 1
        available -= 1
        if available == 0 { break }
      }
    }
    return true
  }

  private static func trim(_ w: inout [Int], _ table: Int, _ minimum: Int, _ separator: Int) {
    while true {
      let excess = total(w, separator) - table
      if excess <= 0 { return }
      let last = (w.firstIndex { $0 < 0 } ?? w.count) - 1
      if last < 0 { return }
      let rest = w[last] - excess
      if rest >= minimum { w[last] = rest; return }
      w[last] = -1
    }
  }

  private static func total(_ w: [Int], _ separator: Int) -> Int {
    var sum = 0, shown = 0
    for n in w where n > 0 { sum += n; shown += 1 }
    return sum + separator * (shown - 1)
  }
}
