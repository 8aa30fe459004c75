/// A successful match: where, and what its groups caught. Values and UTF-16 positions of groups are made on demand.
public struct RegexMatch: Sendable {
  public let regex: NetRegex
  public let subject: String
  let isAscii: Bool
  /// Byte ranges by position in `regex.groupNumbers`; nil = took no part.
  let ranges: [Range<Int>?]
  /// Position in UTF-16 units.
  public let index: Int

  init(regex: NetRegex, subject: String, isAscii: Bool, ranges: [Range<Int>?], index: Int) {
    self.regex = regex
    self.subject = subject
    self.isAscii = isAscii
    self.ranges = ranges
    self.index = index
  }

  /// What a group caught; .NET's `Group` with its last capture.
  public struct Group: Sendable {
    public let number: Int
    public let name: String
    public let success: Bool
    /// UTF-16 units; 0 when the group took no part.
    public let index: Int
    public let length: Int
    public let value: String
    public init(number: Int, name: String, success: Bool, index: Int, length: Int, value: String) {
      self.number = number; self.name = name; self.success = success; self.index = index; self.length = length; self.value = value
    }
  }

  public var length: Int { ranges[0].map { isAscii ? $0.count : RegexMatch.units(subject, $0.lowerBound, $0.upperBound) } ?? 0 }
  public var value: String { text(ranges[0]) }

  /// All groups, ascending by number; the whole match first.
  public var groups: [Group] { ranges.indices.map(group(slot:)) }
  public var groupCount: Int { ranges.count }

  public func group(_ number: Int) -> Group? { regex.groupNumbers.firstIndex(of: number).map(group(slot:)) }

  /// A group's text without positions: nil when the group took no part.
  public func value(slot: Int) -> String? { ranges[slot].map { text($0) } }

  private func group(slot: Int) -> Group {
    let (number, name) = (regex.groupNumbers[slot], regex.groupNames[slot])
    guard let range = ranges[slot] else { return Group(number: number, name: name, success: false, index: 0, length: 0, value: "") }
    let value = text(range)
    if isAscii { return Group(number: number, name: name, success: true, index: range.lowerBound, length: range.count, value: value) }
    return Group(number: number, name: name, success: true, index: unit(of: range.lowerBound), length: value.utf16.count, value: value)
  }

  /// The UTF-16 position of a byte, counted from where the match begins: groups are near it, the beginning of the text is not.
  func unit(of byte: Int) -> Int {
    let begin = ranges[0]?.lowerBound ?? 0
    if isAscii { return byte }
    return byte < begin ? index - RegexMatch.units(subject, byte, begin) : index + RegexMatch.units(subject, begin, byte)
  }
  func text(_ range: Range<Int>?) -> String {
    guard let range, !range.isEmpty else { return "" }
    return RegexMatch.slice(subject, range.lowerBound, range.upperBound)
  }

  static func slice(_ subject: String, _ from: Int, _ to: Int) -> String {
    let view = subject.utf8
    let start = view.index(view.startIndex, offsetBy: from)
    return String(subject[start..<view.index(start, offsetBy: to - from)])
  }

  /// UTF-16 units in a range of bytes: every character's first byte counts one, a four-byte one two.
  static func units(_ subject: String, _ from: Int, _ to: Int) -> Int {
    subject.utf8.withContiguousStorageIfAvailable { bytes in
      var count = 0
      var index = from
      while index < to {
        let byte = bytes[index]
        if byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
        index += 1
      }
      return count
    } ?? 0
  }
}
