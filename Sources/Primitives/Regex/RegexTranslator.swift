/// Translates a .NET pattern to PCRE2, or says with .NET's sentence why it cannot be one.
///
/// Two readings: the first collects capture groups (they may be referred to before they open), the second writes.
/// Every capture becomes a plain numbered PCRE2 group; `numbers` maps those to .NET's numbers, where unnamed groups
/// count first and groups of one name share a number. Free-spacing mode and comments disappear here.
struct RegexTranslator {
  let text: String
  let pattern: [UInt32]
  var at = 0
  var out = [UInt8]()
  var options: NetRegex.Options
  /// Whether the result runs in UTF mode; otherwise on subjects that are ASCII throughout.
  var unicode: Bool
  /// Set when the pattern can only be written for UTF mode.
  var needsUnicode = false
  private var collecting = true
  private var captures = [(name: String?, number: Int?)]()
  private var opened = 0
  /// .NET's number of each PCRE2 group, first group first.
  private(set) var numbers = [Int]()
  /// Group names by number.
  private(set) var names = [Int: String]()
  private var depth = 0
  /// Groups that are open.
  private var nesting = 0
  /// Whether look-behinds of variable length are spelled out as alternatives of fixed length.
  var expandsLookbehinds = false
  /// Set when the pattern has groups that take captures of others away.
  private(set) var isBalancing = false
  /// Set when the pattern asks where the search began (`\G`), which is behind the place it goes on at after an empty match.
  private(set) var isContiguous = false
  private var lookbehind = Lookbehind()
  private var lastCount: (low: Int, high: Int?) = (1, 1)

  init(_ text: String, _ options: NetRegex.Options, unicode: Bool) {
    self.text = text
    pattern = text.unicodeScalars.map(\.value)
    self.options = options
    self.unicode = unicode
  }

  func failure(_ sentence: String) -> NetError {
    NetError(.regexParse, "Invalid pattern '\(text)' at offset \(at). \(sentence)")
  }

  mutating func translate() throws(NetError) -> [UInt8] {
    let start = options
    try body()
    assignNumbers()
    (at, out, opened, collecting, options) = (0, [], 0, false, start)
    try body()
    return out
  }

  /// Explicit numbers stand; unnamed groups take the lowest free ones in order; names follow.
  private mutating func assignNumbers() {
    var taken = Set(captures.compactMap(\.number))
    numbers = [Int](repeating: 0, count: captures.count)
    var next = 1
    for (index, capture) in captures.enumerated() {
      if let number = capture.number {
        numbers[index] = number
      } else if capture.name == nil {
        while taken.contains(next) { next += 1 }
        numbers[index] = next
        taken.insert(next)
      }
    }
    var named = [String: Int]()
    for (index, capture) in captures.enumerated() {
      guard let name = capture.name else { continue }
      if let known = named[name] {
        numbers[index] = known
        continue
      }
      while taken.contains(next) { next += 1 }
      named[name] = next
      names[next] = name
      numbers[index] = next
      taken.insert(next)
    }
  }

  // MARK: Writing

  mutating func emit(_ piece: StaticString) { piece.withUTF8Buffer { out.append(contentsOf: $0) } }
  mutating func emit(_ piece: String) { out.append(contentsOf: piece.utf8) }

  /// A character that stands for itself, outside and inside sets.
  mutating func emitLiteral(_ scalar: UInt32) {
    if scalar < 128 {
      let byte = UInt8(scalar)
      let isWord = byte >= 48 && byte <= 57 || byte | 32 >= 97 && byte | 32 <= 122 || byte == 95
      if isWord || byte == 32 {
        out.append(byte)
      } else if byte < 32 || byte == 127 {
        emit("\\x{" + String(byte, radix: 16) + "}")
      } else {
        out.append(92)
        out.append(byte)
      }
      return
    }
    needsUnicode = true
    if scalar >= 0xD800 && scalar < 0xE000 { emit("\\x{FFFD}") } else { emit("\\x{" + String(scalar, radix: 16) + "}") }
  }

  /// Without regard to case, `i`, `I` and `\u{130}` are one letter, which PCRE2 does not take them for. A text of ASCII has no third one.
  func isDotted(_ low: UInt32, _ high: UInt32? = nil) -> Bool {
    guard unicode || low == 0x130, options.contains(.ignoreCase), !options.contains(.cultureInvariant) else { return false }
    let range = low...max(low, high ?? low)
    return range.contains(0x49) || range.contains(0x69) || range.contains(0x130)
  }

  // MARK: Structure

  /// Alternatives up to a closing parenthesis (left unread) or the end.
  /// What follows the backslash of an anchor: `bBAZzG`.
  private static let anchors: Set<UInt32> = [98, 66, 65, 90, 122, 71]
  private mutating func body() throws(NetError) {
    var afterQuantifier = false
    while true {
      try skipBlanks()
      guard at < pattern.count else { return }
      let char = pattern[at]
      let mark = out.count
      let isAnchor = char == 94 || char == 36 || char == 92 && at + 1 < pattern.count && RegexTranslator.anchors.contains(pattern[at + 1])
      var isUnit = true
      switch char {
      case 124:
        at += 1
        if depth == lookbehind.depth { lookbehind.alternatives.append([]) } else { emit("|") }
        isUnit = false
      case 41:
        if depth > 0 { return }
        at += 1
        throw failure("Too many )'s.")
      case 40: isUnit = try group()
      case 91:
        at += 1
        try characterClass()
      case 94:
        at += 1
        emit("^")
      case 36:
        at += 1
        emit("$")
      case 46:
        at += 1
        emit(".")
      case 42, 43, 63:
        at += 1
        let shown = String(Character(Unicode.Scalar(UInt8(char))))
        throw failure(afterQuantifier ? "Nested quantifier '\(shown)'." : "Quantifier '\(shown)' following nothing.")
      case 123 where isBraceQuantifier():
        at += 1
        throw failure(afterQuantifier ? "Nested quantifier '{'." : "Quantifier '{' following nothing.")
      case 92:
        at += 1
        try escape()
      default:
        at += 1
        if isDotted(char) {
          needsUnicode = needsUnicode || char == 0x130
          emit("[iI\\x{130}]")
        } else {
          emitLiteral(char)
        }
      }
      afterQuantifier = false
      lastCount = (1, 1)
      if isUnit { try skipBlanks() }
      // PCRE2 repeats no anchors, but groups of one
      if isAnchor, at < pattern.count, [42, 43, 63].contains(pattern[at]) || pattern[at] == 123 && isBraceQuantifier() {
        out.insert(contentsOf: "(?:".utf8, at: mark)
        emit(")")
      }
      let end = out.count
      if isUnit {
        afterQuantifier = try quantifier()
      }
      if depth == lookbehind.depth && end > mark {
        lookbehind.add(Array(out[mark..<end]), lastCount)
        out.removeLast(out.count - mark)
      }
    }
  }

  /// White space and comments of free-spacing mode, and `(?#…)` in every mode.
  private mutating func skipBlanks() throws(NetError) {
    while at < pattern.count {
      let char = pattern[at]
      if options.contains(.ignorePatternWhitespace) {
        if char == 32 || char >= 9 && char <= 13 {
          at += 1
          continue
        }
        if char == 35 {
          while at < pattern.count, pattern[at] != 10 { at += 1 }
          continue
        }
      }
      guard char == 40, at + 2 < pattern.count, pattern[at + 1] == 63, pattern[at + 2] == 35 else { return }
      while at < pattern.count, pattern[at] != 41 { at += 1 }
      guard at < pattern.count else { throw failure("Unterminated (?#...) comment.") }
      at += 1
    }
  }

  /// Whether `{n}`, `{n,}` or `{n,m}` stands here.
  private func isBraceQuantifier() -> Bool {
    var index = at + 1
    func digits() -> Int {
      var end = index
      while end < pattern.count, pattern[end] >= 48, pattern[end] <= 57 { end += 1 }
      return end - index
    }
    let first = digits()
    guard first > 0 else { return false }
    index += first
    if index < pattern.count, pattern[index] == 44 {
      index += 1
      index += digits()
    }
    return index < pattern.count && pattern[index] == 125
  }

  private mutating func decimal() -> Int {
    var value = 0
    while at < pattern.count, pattern[at] >= 48, pattern[at] <= 57 {
      value = min(value * 10 + Int(pattern[at] - 48), Int(Int32.max))
      at += 1
    }
    return value
  }

  private mutating func quantifier() throws(NetError) -> Bool {
    guard at < pattern.count else { return false }
    switch pattern[at] {
    case 42:
      emit("*")
      at += 1
      lastCount = (0, nil)
    case 43:
      emit("+")
      at += 1
      lastCount = (1, nil)
    case 63:
      emit("?")
      at += 1
      lastCount = (0, 1)
    case 123 where isBraceQuantifier():
      at += 1
      let low = decimal()
      emit("{\(min(low, 65_535))")
      lastCount = (low, low)
      if pattern[at] == 44 {
        at += 1
        emit(",")
        lastCount.high = nil
        if pattern[at] != 125 {
          let high = decimal()
          if high < low {
            at += 1
            throw failure("Illegal {x,y} with x > y.")
          }
          if high <= 65_535 { emit("\(high)") }
          lastCount.high = high
        }
      }
      at += 1
      emit("}")
    default: return false
    }
    try skipBlanks()
    if at < pattern.count, pattern[at] == 63 {
      emit("?")
      at += 1
    }
    return true
  }

  // MARK: Groups

  private static let unrecognized = "Unrecognized grouping construct."

  private func isWord(_ char: UInt32) -> Bool {
    char >= 48 && char <= 57 || char | 32 >= 97 && char | 32 <= 122 || char == 95 || char >= 128
  }

  /// At an opening parenthesis; false when it was only a switch of options.
  private mutating func group() throws(NetError) -> Bool {
    let outer = options
    at += 1
    nesting += 1
    defer { nesting -= 1 }
    if nesting > NetRegex.deepestNesting { throw failure("Parentheses are too deeply nested.") }
    guard at < pattern.count, pattern[at] == 63 else {
      if options.contains(.explicitCapture) { emit("(?:") } else { openCapture(nil, nil) }
      return try close(outer)
    }
    at += 1
    guard at < pattern.count else { throw failure(Self.unrecognized) }
    let char = pattern[at]
    at += 1
    switch char {
    case 58: emit("(?:")
    case 61: emit("(?=")
    case 33: emit("(?!")
    case 62: emit("(?>")
    case 60 where at < pattern.count && pattern[at] == 61:
      at += 1
      if expandsLookbehinds { return try expandedLookbehind("(?<=", outer) }
      emit("(?<=")
    case 60 where at < pattern.count && pattern[at] == 33:
      at += 1
      if expandsLookbehinds { return try expandedLookbehind("(?<!", outer) }
      emit("(?<!")
    case 60, 39: try namedGroup(closing: char == 60 ? 62 : 39)
    case 40: try conditional()
    default:
      at -= 1
      return try optionGroup(outer)
    }
    return try close(outer)
  }

  private mutating func close(_ outer: NetRegex.Options) throws(NetError) -> Bool {
    depth += 1
    try body()
    depth -= 1
    guard at < pattern.count else { throw failure("Not enough )'s.") }
    at += 1
    emit(")")
    options = outer
    return true
  }

  private mutating func expandedLookbehind(_ opening: StaticString, _ outer: NetRegex.Options) throws(NetError) -> Bool {
    let (savedOut, savedState) = (out, lookbehind)
    out = []
    lookbehind = Lookbehind(depth: depth + 1)
    _ = try close(outer)
    let body = lookbehind.expanded
    (out, lookbehind) = (savedOut, savedState)
    emit(opening)
    out.append(contentsOf: body)
    emit(")")
    return true
  }

  private mutating func openCapture(_ name: String?, _ number: Int?) {
    if collecting { captures.append((name, number)) }
    opened += 1
    emit("(")
  }

  private mutating func namedGroup(closing: UInt32) throws(NetError) {
    guard at < pattern.count else { throw failure(Self.unrecognized) }
    if pattern[at] == 45 { return try balance(nil, nil, closing) }
    guard isWord(pattern[at]) else { throw failure("Invalid group name: Group names must begin with a word character.") }
    let isNumber = pattern[at] >= 48 && pattern[at] <= 57
    let start = at
    while at < pattern.count, isNumber ? pattern[at] >= 48 && pattern[at] <= 57 : isWord(pattern[at]) { at += 1 }
    guard at < pattern.count else { throw failure(Self.unrecognized) }
    if pattern[at] == 45 {
      let name = scalars(start, at)
      return try isNumber ? balance(nil, Int(name), closing) : balance(name, nil, closing)
    }
    guard pattern[at] == closing else {
      throw failure("Invalid group name: Group names must begin with a word character.")
    }
    let name = scalars(start, at)
    at += 1
    if isNumber {
      let number = Int(name) ?? Int.max
      guard number != 0 else { throw failure("Capture number cannot be zero.") }
      guard number <= Int32.max else { throw failure("Capture group numbers must be less than or equal to Int32.MaxValue.") }
      openCapture(nil, number)
    } else {
      openCapture(name, nil)
    }
  }

  /// At the minus of `(?<name-other>`: what has no counterpart in PCRE2 is written for `BacktrackingReader`.
  private mutating func balance(_ name: String?, _ number: Int?, _ closing: UInt32) throws(NetError) {
    at += 1
    let start = at
    while at < pattern.count, isWord(pattern[at]) { at += 1 }
    guard at > start, at < pattern.count, pattern[at] == closing else {
      throw failure("Invalid group name: Group names must begin with a word character.")
    }
    let other = scalars(start, at)
    isBalancing = true
    if name != nil || number != nil {
      if collecting { captures.append((name, number)) }
      opened += 1
    }
    if collecting {
      at += 1
      return emit("(")
    }
    guard let popped = Int(other) ?? groupIndexes(named: other).first.map({ numbers[$0 - 1] }), numbers.contains(popped) else {
      throw failure(Int(other) == nil ? "Reference to undefined group name '\(other)'." : "Reference to undefined group number \(other).")
    }
    at += 1
    emit("(?@\(popped),\(name != nil || number != nil ? opened : 0):")
  }

  private func scalars(_ from: Int, _ to: Int) -> String {
    var view = String.UnicodeScalarView()
    for value in pattern[from..<to] { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
    return String(view)
  }

  private mutating func optionGroup(_ outer: NetRegex.Options) throws(NetError) -> Bool {
    var on = true
    var shown = ["", ""]
    scan: while at < pattern.count {
      let flag: NetRegex.Options
      switch pattern[at] | 32 {
      case 105: flag = .ignoreCase
      case 109: flag = .multiline
      case 110: flag = .explicitCapture
      case 115: flag = .singleline
      case 120: flag = .ignorePatternWhitespace
      default:
        if pattern[at] == 45 || pattern[at] == 43 {
          on = pattern[at] == 43
          at += 1
          continue
        }
        break scan
      }
      if on { options.insert(flag) } else { options.remove(flag) }
      if flag == .ignoreCase || flag == .multiline || flag == .singleline, let letter = Unicode.Scalar(pattern[at] | 32) {
        shown[on ? 0 : 1].unicodeScalars.append(letter)
      }
      at += 1
    }
    guard at < pattern.count else { throw failure(Self.unrecognized) }
    at += 1
    let flags = shown[0] + (shown[1].isEmpty ? "" : "-" + shown[1])
    switch pattern[at - 1] {
    case 41:
      if !flags.isEmpty { emit("(?\(flags))") }
      return false
    case 58:
      emit("(?\(flags):")
      return try close(outer)
    default: throw failure(Self.unrecognized)
    }
  }

  /// After `(?(`: a group by number or name, an assertion, or an expression taken as a look-ahead.
  private mutating func conditional() throws(NetError) {
    let start = at
    var end = at
    while end < pattern.count, isWord(pattern[end]) { end += 1 }
    if end > start, end < pattern.count, pattern[end] == 41 {
      let name = scalars(start, end)
      if let number = Int(name) {
        at = end + 1
        if collecting { emit("(?(1)"); return }
        guard let index = numbers.firstIndex(of: number) else {
          throw failure("Conditional alternation refers to an undefined group number \(number).")
        }
        emit("(?(\(index + 1))")
        return
      }
      if !collecting, let index = groupIndexes(named: name).first {
        at = end + 1
        emit("(?(\(index))")
        return
      }
    }
    emit("(?")
    if at < pattern.count, pattern[at] == 63 {
      at -= 1
      _ = try group()
    } else {
      emit("(?=")
      _ = try close(options)
    }
  }

  // MARK: Escapes outside sets

  func groupIndexes(named name: String) -> [Int] {
    numbers.indices.filter { names[numbers[$0]] == name }.map { $0 + 1 }
  }

  private mutating func emitReference(_ indexes: [Int]) {
    // Of several groups with one name the last that took part counts.
    emit("(?:" + indexes.reversed().map { "\\g{\($0)}" }.joined(separator: "|") + ")")
  }

  private mutating func escape() throws(NetError) {
    guard at < pattern.count else { throw failure("Illegal \\ at end of pattern.") }
    let char = pattern[at]
    switch char {
    case 65, 71, 90, 122, 98, 66:  // A G Z z b B
      if char == 71 { isContiguous = true }
      out.append(92)
      out.append(UInt8(char))
      at += 1
    case 100, 68, 115, 83, 119, 87:
      if options.contains(.ecmaScript) {
        at += 1
        emit(char & 32 == 0 ? "[^" : "[")
        emit(char | 32 == 100 ? "0-9]" : char | 32 == 119 ? "a-zA-Z0-9_]" : " \\x{9}-\\x{D}]")
        return
      }
      if char | 32 == 119 {
        at += 1
        if unicode { emit(char == 119 ? "[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]" : "[^\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]") } else { emit(char == 119 ? "\\w" : "\\W") }
        return
      }
      out.append(92)
      out.append(UInt8(char))
      at += 1
    case 112, 80:
      at += 1
      let item = try property(negated: char == 80)
      emit(item.hasPrefix("\\x") ? "[" + item + "]" : item)
    case 107: try namedReference()
    case 49...57:
      let mark = at
      let number = decimal()
      if collecting {
        emit("x")
        return
      }
      let indexes = numbers.indices.filter { numbers[$0] == number }.map { $0 + 1 }
      if !indexes.isEmpty {
        emitReference(indexes)
      } else if number <= 9 {
        throw failure("Reference to undefined group number \(number).")
      } else {
        at = mark
        emitLiteral(try characterEscape())
      }
    default: emitLiteral(try characterEscape())
    }
  }

  private mutating func namedReference() throws(NetError) {
    at += 1
    let malformed = "Malformed \\k<...> named back reference."
    guard at < pattern.count, pattern[at] == 60 || pattern[at] == 39 else { throw failure(malformed) }
    let closing: UInt32 = pattern[at] == 60 ? 62 : 39
    at += 1
    let start = at
    while at < pattern.count, isWord(pattern[at]) { at += 1 }
    guard at > start, at < pattern.count, pattern[at] == closing else { throw failure(malformed) }
    let name = scalars(start, at)
    at += 1
    if collecting { return }
    if let number = Int(name) {
      let indexes = numbers.indices.filter { numbers[$0] == number }.map { $0 + 1 }
      guard !indexes.isEmpty else { throw failure("Reference to undefined group number \(number).") }
      return emitReference(indexes)
    }
    let indexes = groupIndexes(named: name)
    guard !indexes.isEmpty else { throw failure("Reference to undefined group name '\(name)'.") }
    emitReference(indexes)
  }

  /// The character an escape stands for; `at` is behind the backslash.
  mutating func characterEscape() throws(NetError) -> UInt32 {
    let char = pattern[at]
    at += 1
    switch char {
    case 97: return 7
    case 98: return 8
    case 101: return 27
    case 102: return 12
    case 110: return 10
    case 114: return 13
    case 116: return 9
    case 118: return 11
    case 120: return try hex(2)
    case 117: return try hex(4)
    case 99:
      guard at < pattern.count else { throw failure("Missing control character.") }
      let control = pattern[at] >= 97 && pattern[at] <= 122 ? pattern[at] - 32 : pattern[at]
      at += 1
      guard control >= 64 && control < 96 else { throw failure("Unrecognized control character.") }
      return control - 64
    case 48...55:
      var value = char - 48
      var count = 1
      while count < 3, at < pattern.count, pattern[at] >= 48, pattern[at] <= 55 {
        value = value * 8 + pattern[at] - 48
        at += 1
        count += 1
      }
      return value & 0xFF
    default:
      if isWord(char), char < 128, let shown = Unicode.Scalar(char) {
        throw failure("Unrecognized escape sequence \\\(Character(shown)).")
      }
      return char
    }
  }

  private mutating func hex(_ count: Int) throws(NetError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard at < pattern.count, pattern[at] < 128, let digit = NumberParse.hexDigit(UInt8(pattern[at])) else {
        if at < pattern.count { at += 1 }
        throw failure("Insufficient or invalid hexadecimal digits.")
      }
      value = value * 16 + UInt32(digit)
      at += 1
    }
    return value
  }
}
