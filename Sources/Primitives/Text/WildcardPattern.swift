/// PowerShell's wildcards: `* ? [a-z]` and the backtick, compiled once.
///
/// Patterns that are a plain text, a beginning (`abc*`), an ending (`*abc`) or a middle (`*abc*`) take a direct path;
/// the rest runs a greedy matcher that needs no allocation. A set has no negation: `[!a]` is `!` or `a`.
public struct WildcardPattern: Sendable {
  public let pattern: String
  public let ignoreCase: Bool
  private let shape: Shape
  private let elements: [Element]
  /// The literal of the direct shapes, folded when case does not count.
  private let literal: [UInt8]
  private let literalText: String

  private enum Shape { case everything, literal, prefix, suffix, contains, general }

  fileprivate enum Element: Sendable {
    case any
    case one
    case unit(UInt16)
    case set(WildcardSet)
  }

  /// Throws PowerShell's sentence for an unclosed or backward set.
  public init(_ pattern: String, ignoreCase: Bool = true) throws(NetError) {
    self.pattern = pattern
    self.ignoreCase = ignoreCase
    elements = try WildcardPattern.parse(pattern, ignoreCase)
    var stars = 0
    var text = [UInt16]()
    var plain = true
    var first = false, last = false
    for (index, element) in elements.enumerated() {
      switch element {
      case .any:
        stars += 1
        if index == 0 { first = true }
        if index == elements.count - 1 { last = true }
      case .unit(let unit):
        text.append(unit)
        if unit >= 128 { plain = false }
      default: plain = false
      }
    }
    literalText = String(decoding: text, as: UTF16.self)
    literal = plain ? text.map { UInt8(truncatingIfNeeded: $0) } : []
    let special = pattern.utf8.contains { $0 == 42 || $0 == 63 || $0 == 91 || $0 == 93 || $0 == 96 }
    if elements.count == 1 && stars == 1 {
      shape = .everything
    } else if !special {
      shape = .literal
    } else if !plain {
      shape = .general
    } else if stars == 0 {
      shape = .general
    } else if stars == 1 && last {
      shape = .prefix
    } else if stars == 1 && first {
      shape = .suffix
    } else if stars == 2 && first && last && elements.count > 2 {
      shape = .contains
    } else {
      shape = .general
    }
  }

  public func matches(_ text: String) -> Bool {
    switch shape {
    case .everything: return true
    case .literal: return Collation.equals(text, pattern, ignoreCase: ignoreCase)
    default: break
    }
    var copy = text
    let fast = copy.withUTF8 { bytes -> Bool? in
      for byte in bytes.attentive where byte >= 128 { return nil }
      return matchesAscii(bytes)
    }
    return fast ?? WildcardPattern.run(elements, Array(attentiveUnits: text), ignoreCase)
  }

  private func matchesAscii(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch shape {
    case .prefix: return bytes.count >= literal.count && same(bytes, 0)
    case .suffix: return bytes.count >= literal.count && same(bytes, bytes.count - literal.count)
    case .contains:
      guard bytes.count >= literal.count else { return false }
      var start = 0
      while start <= bytes.count - literal.count {
        if same(bytes, start) { return true }
        start += 1
        if start & 0xFFFFF == 0, Attention.isWanted { return false }
      }
      return false
    default: return WildcardPattern.run(elements, bytes, ignoreCase)
    }
  }

  @inline(__always)
  private func same(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    literal.withUnsafeBufferPointer { wanted in
      var index = 0
      if ignoreCase {
        while index < wanted.count {
          if CaseMapping.lowerAscii(bytes[start + index]) != wanted[index] { return false }
          index += 1
        }
      } else {
        while index < wanted.count {
          if bytes[start + index] != wanted[index] { return false }
          index += 1
        }
      }
      return true
    }
  }

  /// Greedy matching with one point to return to: the last `*`.
  private static func run<Units: RandomAccessCollection>(_ elements: [Element], _ text: Units, _ ignoreCase: Bool) -> Bool
  where Units.Element: FixedWidthInteger, Units.Index == Int {
    var (at, pattern) = (0, 0)
    var star = -1
    var resume = 0
    let count = text.count
    while at < count {
      var matched = false
      if pattern < elements.count {
        switch elements[pattern] {
        case .any:
          star = pattern
          resume = at
          pattern += 1
          continue
        case .one: matched = true
        case .unit(let wanted):
          let unit = UInt16(truncatingIfNeeded: text[at])
          matched = (ignoreCase ? CaseMapping.lower(unit) : unit) == wanted
        case .set(let set): matched = set.contains(UInt16(truncatingIfNeeded: text[at]), ignoreCase)
        }
      }
      if matched {
        at += 1
        pattern += 1
      } else if star >= 0 {
        resume += 1
        if resume & 0xFFFF == 0, Attention.isWanted { return false }
        at = resume
        pattern = star + 1
      } else {
        return false
      }
    }
    while pattern < elements.count, case .any = elements[pattern] { pattern += 1 }
    return pattern == elements.count
  }

  // MARK: Parsing

  private static func invalid(_ pattern: String) -> NetError {
    NetError(.wildcard, "The specified wildcard character pattern is not valid: \(pattern)")
  }

  private static func parse(_ pattern: String, _ ignoreCase: Bool) throws(NetError) -> [Element] {
    var elements = [Element]()
    var escaped = false
    var inSet = false
    var setJustOpened = false
    var contents = [(unit: UInt16, isRange: Bool)]()
    for unit in pattern.utf16 {
      if inSet {
        if unit == 93 && !setJustOpened && !escaped {
          inSet = false
          elements.append(.set(try WildcardSet(contents, pattern)))
        } else if unit != 96 || escaped {
          contents.append((unit, unit == 45 && !escaped))
        }
        setJustOpened = false
      } else if unit == 42 && !escaped {
        if case .any? = elements.last {} else { elements.append(.any) }
      } else if unit == 63 && !escaped {
        elements.append(.one)
      } else if unit == 91 && !escaped {
        inSet = true
        setJustOpened = true
        contents = []
      } else if unit != 96 || escaped {
        elements.append(.unit(ignoreCase ? CaseMapping.lower(unit) : unit))
      }
      escaped = unit == 96 && !escaped
    }
    if inSet { throw invalid(pattern) }
    // A last lonely backtick stands for itself, except in the pattern that is nothing else.
    if escaped && pattern.utf8.count > 1 { elements.append(.unit(96)) }
    return elements
  }

  fileprivate struct WildcardSet: Sendable {
    var ranges: [ClosedRange<UInt16>] = []

    init(_ contents: [(unit: UInt16, isRange: Bool)], _ pattern: String) throws(NetError) {
      var index = 0
      while index < contents.count {
        if index + 2 < contents.count && contents[index + 1].isRange {
          let (low, high) = (contents[index].unit, contents[index + 2].unit)
          guard low <= high else { throw invalid(pattern) }
          ranges.append(low...high)
          index += 3
        } else {
          ranges.append(contents[index].unit...contents[index].unit)
          index += 1
        }
      }
    }

    func contains(_ unit: UInt16, _ ignoreCase: Bool) -> Bool {
      for range in ranges where range.contains(unit) { return true }
      guard ignoreCase else { return false }
      let (lower, upper) = (CaseMapping.lower(unit), CaseMapping.upper(unit))
      for range in ranges where range.contains(lower) || range.contains(upper) { return true }
      return false
    }
  }

  // MARK: Text functions

  /// Whether an unescaped `* ? [ ]` is in the text.
  public static func containsWildcard(_ text: String) -> Bool {
    var escaped = false
    for byte in text.utf8 {
      if escaped {
        escaped = false
        continue
      }
      switch byte {
      case 42, 63, 91, 93: return true
      case 96: escaped = true
      default: break
      }
    }
    return false
  }

  /// Puts a backtick before `* ? [ ]` and backticks.
  public static func escape(_ text: String) -> String {
    var out = [UInt8]()
    for byte in text.utf8 {
      if byte == 42 || byte == 63 || byte == 91 || byte == 93 || byte == 96 { out.append(96) }
      out.append(byte)
    }
    return out.count == text.utf8.count ? text : String(decoding: out, as: UTF8.self)
  }

  /// Removes the backticks that `escape` put in.
  public static func unescape(_ text: String) -> String {
    guard text.utf8.contains(96) else { return text }
    var out = [UInt8]()
    var escaped = false
    for byte in text.utf8 {
      if byte == 96 {
        if escaped { out.append(96) }
        escaped.toggle()
        continue
      }
      if escaped && byte != 42 && byte != 63 && byte != 91 && byte != 93 { out.append(96) }
      out.append(byte)
      escaped = false
    }
    if escaped { out.append(96) }
    return String(decoding: out, as: UTF8.self)
  }
}
