/// Lines of texts. Swift takes "\r\n" for one character, which is not "\n": texts of Windows are split by their units.
extension StringProtocol {
  /// The lines as .NET's readers give them: each ended by \n, \r or \r\n, the last perhaps by nothing.
  public var textLines: [String] {
    var out: [String] = []
    let units = Array(utf8)
    var from = 0, i = 0
    while i < units.count {
      if units[i] == 10 || units[i] == 13 {
        if out.count & 0xFFFF == 0xFFFF, Attention.isWanted { break }
        out.append(String(decoding: units[from..<i], as: UTF8.self))
        if units[i] == 13, i + 1 < units.count, units[i + 1] == 10 { i += 1 }
        from = i + 1
      }
      i += 1
    }
    if from < units.count { out.append(String(decoding: units[from...], as: UTF8.self)) }
    return out
  }
  /// What stands between the \n of a text, empty parts included.
  public var partsBetweenLineFeeds: [String] {
    utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }
}
