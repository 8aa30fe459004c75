/// The texts of a lab as the terminal shows them: paragraphs as wide as it is, without empty lines around.
extension String {
  /// Paragraphs with a line too long for the terminal are broken anew, between words.
  func wrapped(to width: Int) -> String {
    func fits(_ lines: [Substring]) -> Bool { lines.allSatisfy { $0.unicodeScalars.count < width } }
    func fill(_ lines: [Substring]) -> [String] {
      var out: [String] = [], line = ""
      for word in lines.flatMap({ $0.split(separator: " ") }) {
        if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count >= width { out.append(line); line = "" }
        line += (line.isEmpty ? "" : " ") + word
      }
      return line.isEmpty ? out : out + [line]
    }
    var out: [String] = [], paragraph: [Substring] = []
    let lines = split(separator: "\n", omittingEmptySubsequences: false) + [Substring()]
    for line in lines {
      if !line.isEmpty { paragraph.append(line); continue }
      out += fits(paragraph) ? paragraph.map(String.init) : fill(paragraph)
      out.append("")
      paragraph = []
    }
    out.removeLast()
    return out.joined(separator: "\n")
  }
  /// Without line ends at both ends.
  var trimmedLines: String {
    var rest = Substring(self)
    while rest.first == "\n" || rest.first == "\r\n" { rest.removeFirst() }
    while rest.last == "\n" || rest.last == "\r\n" { rest.removeLast() }
    return String(rest)
  }
}
