/// Searching and replacing in texts by their bytes, without regular expressions.
extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    let s = unicodeScalars
    guard let a = s.firstIndex(where: { !$0.properties.isWhitespace }), let b = s.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: s[a...b])
    return String(kept)
  }
  /// Where a text occurs first, ordinally.
  func range(of wanted: String) -> Range<Index>? {
    guard !wanted.isEmpty else { return nil }
    var i = startIndex
    while i < endIndex {
      if self[i...].utf8.starts(with: wanted.utf8) { return i..<utf8.index(i, offsetBy: wanted.utf8.count) }
      i = utf8.index(after: i)
    }
    return nil
  }
  func replacing(_ old: String, with new: String) -> String {
    var out = "", rest = self[...]
    while let r = rest.range(of: old) { out += rest[..<r.lowerBound]; out += new; rest = rest[r.upperBound...] }
    return out + rest
  }
}
