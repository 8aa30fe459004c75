/// Texts into lines: at line feeds, and by words when a line is wider than its place.
import Primitives

enum LineBreaking {
  /// The lines of a text; carriage returns vanish, colours switched on continue on the next line.
  static func split(_ s: String) -> [String] {
    var hasFeed = false, hasReturn = false, hasEscape = false
    for b in s.utf8 {
      if b == 10 { hasFeed = true } else if b == 13 { hasReturn = true } else if b == 0x1B { hasEscape = true }
    }
    if !hasFeed { return [hasReturn ? String(decoding: s.utf8.filter { $0 != 13 }, as: UTF8.self) : s] }
    if !hasEscape {
      var lines: [String] = []
      var line: [UInt8] = []
      for b in s.utf8 {
        if b == 10 { lines.append(String(decoding: line, as: UTF8.self)); line.removeAll(keepingCapacity: true) } else if b != 13 { line.append(b) }
      }
      lines.append(String(decoding: line, as: UTF8.self))
      return lines
    }
    let u = Array(s.utf16)
    var lines: [String] = []
    var line: [UInt16] = [], active: [UInt16] = []
    let reset = Array(EscapeSequences.reset.utf16)
    var open = false
    var i = 0
    while i < u.count {
      let n = EscapeSequences.length(u, at: i)
      if n > 0 {
        let sequence = u[i..<i + n]
        line.append(contentsOf: sequence)
        // Resets are carried over like colours: PowerShell 7.6 does not let them void what came before.
        active.append(contentsOf: sequence)
        open = true
        i += n
        continue
      }
      if u[i] == 10 {
        if open, !line.ends(with: reset) { line.append(contentsOf: reset) }
        lines.append(String(decoding: line, as: UTF16.self))
        line = active
      } else if u[i] != 13 {
        line.append(u[i])
      }
      i += 1
    }
    if open {
      if line.count == active.count { line.removeAll() } else if !line.ends(with: reset) { line.append(contentsOf: reset) }
    }
    lines.append(String(decoding: line, as: UTF16.self))
    return lines
  }

  /// The first line only; an ellipsis says that there were more.
  static func firstLine(_ s: String) -> String {
    var i = s.utf8.startIndex
    let end = s.utf8.endIndex
    while i < end {
      let b = s.utf8[i]
      if b == 10 || b == 13 { return String(s[..<i]) + "…" }
      i = s.utf8.index(after: i)
    }
    return s
  }

  /// Lines no wider than `first`/`following` cells, broken between words (in languages written with blanks) or anywhere.
  static func wrap(_ s: String, first: Int, following: Int, byWords: Bool = true) -> [String] {
    if s.isEmpty { return [s] }
    var out: [String] = []
    for line in split(s) {
      if DisplayWidth.of(line) <= first { out.append(line); continue }
      if byWords { wrapWords(line, first, following, &out) } else { wrapAnywhere(line, first, following, &out) }
    }
    return out
  }

  private static func wrapAnywhere(_ line: String, _ first: Int, _ following: Int, _ out: inout [String]) {
    if !EscapeSequences.contains(line) { return wrapPlain(Array(line.utf16), first, following, &out) }
    let plain = EscapeSequences.stripped(line)
    let total = plain.utf16.count
    var offset = 0
    var isFirst = true
    while offset < total, !Attention.isWanted {
      let rest = EscapeSequences.part(line, from: offset)
      let width = isFirst ? first : following
      isFirst = false
      if DisplayWidth.of(rest) <= width { out.append(rest); break }
      let n = DisplayWidth.head(rest, cells: width)
      if n <= 0 { out.append("?"); offset += 1 } else { out.append(EscapeSequences.part(line, from: offset, count: n)); offset += n }
    }
  }

  /// A line without sequences, in one go: a value may be megabytes long.
  private static func wrapPlain(_ line: [UInt16], _ first: Int, _ following: Int, _ out: inout [String]) {
    var offset = 0, width = first
    while offset < line.count, !Attention.isWanted {
      var filled = 0, end = offset
      while end < line.count, filled < width {
        let w = DisplayWidth.unit(line[end])
        if filled + w > width { break }
        filled += w
        end += 1
      }
      if end == offset { out.append("?"); end += 1 } else { out.append(String(decoding: line[offset..<end], as: UTF16.self)) }
      offset = end
      width = following
    }
  }

  private static func wrapWords(_ line: String, _ first: Int, _ following: Int, _ out: inout [String]) {
    let reset = Array(EscapeSequences.reset.utf16)
    var width = first, left = first
    var isFirst = true
    var current: [UInt16] = []
    func flush(_ next: [UInt16]) {
      out.append(String(decoding: current, as: UTF16.self))
      current = next
      if isFirst { isFirst = false; width = following }
    }
    for w in words(line) {
      if Attention.isWanted { return }
      var word = w.text
      if w.isSoftHyphen {
        if cells(word) + 1 == left { word.append(0x2D) }
      } else if let d = w.delimiter {
        if word.ends(with: reset) { word.insert(d, at: word.count - reset.count) } else { word.append(d) }
      }
      let wide = cells(word)
      if width == 0 {
        if isFirst { isFirst = false; width = following }
        if width == 0 { break }
        left = width
      }
      if wide > width {
        var active: [UInt16] = []
        var i = 0
        while i < word.count {
          let n = EscapeSequences.length(word, at: i)
          if n > 0 {
            current.append(contentsOf: word[i..<i + n])
            active.append(contentsOf: word[i..<i + n])
            i += n
            continue
          }
          var unit = word[i], w = DisplayWidth.unit(word[i])
          if w > width { unit = 0x3F; w = 1 }
          if w > left {
            if !active.isEmpty, !current.ends(with: reset) { current.append(contentsOf: reset) }
            flush(active + [unit])
            left = width - w
          } else {
            current.append(unit)
            left -= w
          }
          i += 1
        }
      } else if wide > left {
        flush(word)
        left = width - wide
      } else {
        current.append(contentsOf: word)
        left -= wide
      }
    }
    out.append(String(decoding: current, as: UTF16.self))
  }

  private struct Word { var text: [UInt16]; var delimiter: UInt16?; var isSoftHyphen = false }

  private static func cells(_ u: [UInt16]) -> Int {
    var n = 0, i = 0
    while i < u.count {
      let e = u[i] == EscapeSequences.escape ? EscapeSequences.length(u, at: i) : 0
      if e > 0 { i += e } else { n += DisplayWidth.unit(u[i]); i += 1 }
    }
    return n
  }

  /// The words of a line, each with all sequences before it and reset at its end: as in `split`, a reset voids nothing.
  private static func words(_ s: String) -> [Word] {
    let u = Array(s.utf16)
    let reset = Array(EscapeSequences.reset.utf16)
    var all: [Word] = []
    var word: [UInt16] = [], active: [UInt16] = []
    var i = 0
    while i < u.count, !Attention.isWanted {
      let n = u[i] == EscapeSequences.escape ? EscapeSequences.length(u, at: i) : 0
      if n > 0 {
        word.append(contentsOf: u[i..<i + n])
        active.append(contentsOf: u[i..<i + n])
        i += n
        continue
      }
      let c = u[i]
      i += 1
      switch c {
      case 0x20, 0x09, 0xAD, 0x2011, 0xA0:
        if !active.isEmpty, !word.ends(with: reset) { word.append(contentsOf: reset) }
        all.append(Word(text: word, delimiter: c == 0x20 || c == 0x09 ? c : nil, isSoftHyphen: c == 0xAD))
        word = active
      default:
        word.append(c)
      }
    }
    if !active.isEmpty {
      if word.count == active.count { word.removeAll() } else if !word.ends(with: reset) { word.append(contentsOf: reset) }
    }
    all.append(Word(text: word, delimiter: nil))
    return all
  }
}

extension Array where Element == UInt16 {
  func ends(with tail: [UInt16]) -> Bool { count >= tail.count && suffix(tail.count).elementsEqual(tail) }
}
