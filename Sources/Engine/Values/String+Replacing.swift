/// Replacing one character of a text.
extension String {
  func replacing(_ a: Character, with b: String) -> String {
    var r = ""
    for c in self { if c == a { r += b } else { r.append(c) } }
    return r
  }
}
