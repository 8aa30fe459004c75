/// Bracketed paste: a terminal puts marks around what comes from the clipboard, so that a pasted line end is not taken for Enter.
struct PastedText {
  private static let begin = Array("[200~".unicodeScalars), end = Array("[201~".unicodeScalars)
  /// Read already, but not handed on.
  private var waiting: [Unicode.Scalar] = []
  private(set) var isOpen = false

  /// The next character for the editor; nil as for `read`.
  mutating func next(_ read: () -> Unicode.Scalar?) -> Unicode.Scalar? {
    while true {
      if !waiting.isEmpty { return waiting.removeFirst() }
      guard let c = read() else { return nil }
      guard c == "\u{1B}" else {
        // a tab within is no question for completions
        if isOpen, c == "\t" { waiting.append(c); return "\u{16}" }
        return isOpen && c == "\r" ? "\n" : c
      }
      let mark = isOpen ? PastedText.end : PastedText.begin
      var matched = 0
      while matched < mark.count, StandardInput.isReady, let d = read() {
        waiting.append(d)
        if d != mark[matched] { break }
        matched += 1
      }
      guard matched == mark.count else { return c }
      waiting = []
      isOpen.toggle()
    }
  }
}
