import Glibc

/// Replacing, splitting, escaping.
extension NetRegex {
  /// A piece of a replacement text.
  private enum Piece {
    case literal(String)
    case slot(Int)
    case before, after, last, everything
  }

  /// `$1 ${name} $$ $& $` $' $+ $_`; anything else with a dollar stands for itself.
  private func pieces(_ replacement: String) -> [Piece] {
    let bytes = [UInt8](replacement.utf8)
    guard bytes.contains(36) else { return [.literal(replacement)] }
    var list = [Piece]()
    var literal = [UInt8]()
    func flush() {
      if !literal.isEmpty { list.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    var at = 0
    while at < bytes.count {
      guard bytes[at] == 36, at + 1 < bytes.count else {
        literal.append(bytes[at])
        at += 1
        continue
      }
      var piece: Piece?
      var length = 2
      switch bytes[at + 1] {
      case 36:
        literal.append(36)
        at += 2
        continue
      case 38: piece = .slot(0)
      case 96: piece = .before
      case 39: piece = .after
      case 43: piece = .last
      case 95: piece = .everything
      case 48...57:
        var end = at + 1
        while end < bytes.count, bytes[end] >= 48, bytes[end] <= 57 { end += 1 }
        length = end - at
        if let number = Int(String(decoding: bytes[(at + 1)..<end], as: UTF8.self)), let slot = groupNumbers.firstIndex(of: number) {
          piece = .slot(slot)
        }
      case 123:
        if let end = bytes[(at + 2)...].firstIndex(of: 125) {
          length = end - at + 1
          let name = String(decoding: bytes[(at + 2)..<end], as: UTF8.self)
          if let slot = groupNames.firstIndex(of: name) { piece = .slot(slot) }
          else if let number = Int(name), let slot = groupNumbers.firstIndex(of: number) { piece = .slot(slot) }
        }
      default: break
      }
      if let piece {
        flush()
        list.append(piece)
        at += length
      } else {
        literal.append(36)
        at += 1
      }
    }
    flush()
    return list
  }

  /// Up to `count` matches (all when negative) replaced by .NET's replacement text.
  public func replace(_ text: String, with replacement: String, count: Int = -1, from start: Int? = nil) -> String {
    if count < 0, start ?? 0 == 0, !options.contains(.rightToLeft), !NetRegex.hasDollar(replacement) { return replaceAll(text, with: replacement) }
    let list = pieces(replacement)
    return rewrite(text, count, start) { match, out in
      for piece in list {
        switch piece {
        case .literal(let literal): out += literal
        case .slot(let slot): out += match.text(match.ranges[slot])
        case .before: out += RegexMatch.slice(match.subject, 0, match.ranges[0]?.lowerBound ?? 0)
        case .after: out += RegexMatch.slice(match.subject, match.ranges[0]?.upperBound ?? 0, match.subject.utf8.count)
        case .last: out += match.text(match.ranges[match.ranges.count - 1])
        case .everything: out += match.subject
        }
      }
    }
  }

  private static func hasDollar(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      guard let base = bytes.baseAddress else { return false }
      return memchr(base, 36, bytes.count) != nil
    } ?? text.utf8.contains(36)
  }

  /// Every match by the same text: bytes are copied, no match is described.
  private func replaceAll(_ text: String, with replacement: String) -> String {
    var subject = text, new = replacement
    let result: String? = subject.withUTF8 { bytes in
      new.withUTF8 { new in
        // The first match is held back: most texts have but one, and its result is written straight into a string.
        var first: Range<Int>?
        var out = [UInt8]()
        var copied = 0, isSeveral = false
        func write(_ range: Range<Int>) {
          if range.lowerBound > copied { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<range.lowerBound])) }
          out.append(contentsOf: new)
          copied = range.upperBound
        }
        forEachRange(bytes) { range in
          guard let one = first else { first = range; return }
          if !isSeveral { isSeveral = true; out.reserveCapacity(bytes.count + 2 * new.count + 16); write(one) }
          write(range)
        }
        guard let first else { return nil }
        if !isSeveral { return NetRegex.spliced(bytes, first, new) }
        if Attention.isWanted { return "" }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
        return out.withUnsafeBufferPointer { String(attentive: $0) }
      }
    }
    return result ?? text
  }
  /// A text with one range exchanged.
  private static func spliced(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ new: UnsafeBufferPointer<UInt8>) -> String {
    let rest = bytes.count - range.upperBound, total = range.lowerBound + new.count + rest
    return String(unsafeUninitializedCapacity: total) { out in
      guard let to = out.baseAddress, let from = bytes.baseAddress ?? new.baseAddress else { return 0 }
      if range.lowerBound > 0 { to.update(from: from, count: range.lowerBound) }
      if let base = new.baseAddress, new.count > 0 { (to + range.lowerBound).update(from: base, count: new.count) }
      if rest > 0 { (to + range.lowerBound + new.count).update(from: from + range.upperBound, count: rest) }
      return total
    }
  }

  /// The pieces between all matches, with captured groups in between.
  public func forEachPiece(_ text: String, _ body: (String) -> Void) {
    if groupNumbers.count > 1 || options.contains(.rightToLeft) {
      for piece in split(text) { body(piece) }
      return
    }
    var subject = text
    subject.withUTF8 { bytes in
      var copied = 0
      forEachRange(bytes) { range in
        body(String(decoding: UnsafeBufferPointer(rebasing: bytes[copied..<max(copied, range.lowerBound)]), as: UTF8.self))
        copied = range.upperBound
      }
      body(String(attentive: UnsafeBufferPointer(rebasing: bytes[copied...])))
    }
  }

  /// Like `replace`, each match's text made by a closure.
  public func replace(_ text: String, count: Int = -1, from start: Int? = nil, _ evaluator: (RegexMatch) throws -> String) rethrows -> String {
    try rewriteThrowing(text, count, start, evaluator)
  }

  private func rewrite(_ text: String, _ count: Int, _ start: Int?, _ body: (RegexMatch, inout String) -> Void) -> String {
    if options.contains(.rightToLeft) {
      return rewriteThrowing(text, count, start) { match in
        var piece = ""
        body(match, &piece)
        return piece
      }
    }
    var out = ""
    var copied = 0
    var left = count
    var subject = text
    enumerate(text, from: start) { match in
      guard left != 0, let range = match.ranges[0] else { return false }
      left -= 1
      subject = match.subject
      if range.lowerBound > copied { out += RegexMatch.slice(match.subject, copied, range.lowerBound) }
      body(match, &out)
      copied = range.upperBound
      return left != 0
    }
    if copied == 0 && out.isEmpty { return left == count ? text : RegexMatch.slice(subject, 0, subject.utf8.count) }
    return Attention.isWanted ? "" : out.followed(by: RegexMatch.slice(subject, copied, subject.utf8.count))
  }

  private func rewriteThrowing(_ text: String, _ count: Int, _ start: Int?, _ evaluator: (RegexMatch) throws -> String) rethrows -> String {
    // Matches first: the evaluator may run scripts that use this regex again.
    var found = matches(text, from: start)
    if count >= 0 { found = Array(found.prefix(count)) }
    if options.contains(.rightToLeft) { found.reverse() }
    guard let first = found.first else { return text }
    var out = ""
    var copied = 0
    for match in found where !Attention.isWanted {
      guard let range = match.ranges[0] else { continue }
      out += RegexMatch.slice(match.subject, copied, max(copied, range.lowerBound))
      out += try evaluator(match)
      copied = range.upperBound
    }
    return Attention.isWanted ? "" : out.followed(by: RegexMatch.slice(first.subject, copied, first.subject.utf8.count))
  }

  /// Pieces between matches, with captured groups in between; at most `count` pieces unless it is 0.
  public func split(_ text: String, count: Int = 0, from start: Int? = nil) -> [String] {
    guard count != 1 else { return [text] }
    if options.contains(.rightToLeft) { return splitBackward(text, count, start) }
    var parts = [String]()
    var copied = 0
    var left = count - 1
    var subject = text
    var any = false
    enumerate(text, from: start) { match in
      guard let range = match.ranges[0] else { return false }
      any = true
      subject = match.subject
      parts.append(RegexMatch.slice(match.subject, copied, max(copied, range.lowerBound)))
      for slot in 1..<max(1, match.ranges.count) { if let value = match.value(slot: slot) { parts.append(value) } }
      copied = range.upperBound
      left -= 1
      return left != 0
    }
    guard any else { return [text] }
    parts.append(RegexMatch.slice(subject, copied, subject.utf8.count))
    return parts
  }

  /// As `split` from the end: a limited count leaves the beginning whole.
  private func splitBackward(_ text: String, _ count: Int, _ start: Int?) -> [String] {
    let found = matches(text, from: start)
    var parts: [String] = []
    var end = text.utf8.count
    for match in count > 1 ? Array(found.prefix(count - 1)) : found {
      guard let range = match.ranges[0] else { continue }
      parts.append(RegexMatch.slice(match.subject, range.upperBound, max(end, range.upperBound)))
      for slot in 1..<max(1, match.ranges.count) { if let value = match.value(slot: slot) { parts.append(value) } }
      end = range.lowerBound
    }
    guard let subject = found.first?.subject else { return [text] }
    parts.append(RegexMatch.slice(subject, 0, end))
    return parts.reversed()
  }

  /// Escapes what has a meaning in patterns: `\ * + ? | { [ ( ) ^ $ . #` and white space.
  public static func escape(_ text: String) -> String {
    var out = [UInt8]()
    for byte in text.utf8.attentive {
      switch byte {
      case 92, 42, 43, 63, 124, 123, 91, 40, 41, 94, 36, 46, 35, 32:
        out.append(92)
        out.append(byte)
      case 10: out.append(contentsOf: [92, 110])
      case 13: out.append(contentsOf: [92, 114])
      case 9: out.append(contentsOf: [92, 116])
      case 12: out.append(contentsOf: [92, 102])
      default: out.append(byte)
      }
    }
    return out.count == text.utf8.count ? text : out.withUnsafeBufferPointer { String(attentive: $0) }
  }

  /// The reverse of `escape`; understands every character escape.
  public static func unescape(_ text: String) throws(NetError) -> String {
    guard text.utf8.contains(92) else { return text }
    var reader = RegexTranslator(text, [], unicode: true)
    var view = String.UnicodeScalarView()
    while reader.at < reader.pattern.count {
      let char = reader.pattern[reader.at]
      reader.at += 1
      if char != 92 {
        if let scalar = Unicode.Scalar(char) { view.append(scalar) }
        continue
      }
      guard reader.at < reader.pattern.count else { throw reader.failure("Illegal \\ at end of pattern.") }
      if let scalar = Unicode.Scalar(try reader.characterEscape()) { view.append(scalar) }
    }
    return String(view)
  }
}
