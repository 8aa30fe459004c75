/// `System.String`: methods that give a new string or strings.
import Engine
import Primitives

extension NetTypes {
  private static func text(_ v: Value) -> String { if case .string(let s) = v { s.string } else { v.stringValue ?? Conversion.toString(v) } }

  static func defineStringChange(_ t: NetType) {
    t.method("string Substring(int startIndex)") { v, a, _ in try substring(text(v), a.int(0), nil) }
    t.method("string Substring(int startIndex, int length)") { v, a, _ in try substring(text(v), a.int(0), a.int(1)) }
    t.method("string Insert(int startIndex, string value)") { v, a, _ in
      guard let what = a.text(1) else { throw nullArgument("value") }
      let s = text(v), i = a.int(0)
      // .NET compares the start as a number without a sign
      guard i >= 0, i <= s.netLength else { throw mustNotExceed("startIndex", Int(UInt32(truncatingIfNeeded: i)), s.netLength) }
      return .str(s.units(0, i).followed(by: what).followed(by: s.units(from: i)))
    }
    t.method("string Remove(int startIndex, int count)") { v, a, _ in
      let s = text(v), i = a.int(0), n = a.int(1)
      if i < 0 { throw mustBeNonNegative("startIndex", i) }
      if n < 0 { throw mustBeNonNegative("count", n) }
      if i + n > s.netLength { throw mustNotExceed("count", n, s.netLength - i) }
      return .str(s.units(0, i).followed(by: s.units(from: i + n)))
    }
    t.method("string Remove(int startIndex)") { v, a, _ in
      let s = text(v), i = a.int(0)
      if i < 0 { throw outOfRange("startIndex", "StartIndex cannot be less than zero.") }
      if i > s.netLength { throw outOfRange("startIndex", "startIndex cannot be larger than length of string.") }
      return .str(s.units(0, i))
    }
    defineReplace(t)
    defineCaseAndPadding(t)
    defineTrim(t)
    defineSplit(t)
  }

  static func substring(_ s: String, _ start: Int, _ count: Int?) throws -> Value {
    let n = s.netLength
    if start < 0 { throw mustBeNonNegative("startIndex", start) }
    if start > n { throw outOfRange("startIndex", "startIndex cannot be larger than length of string.") }
    let length = count ?? n - start
    if length < 0 { throw mustBeNonNegative("length", length) }
    if start + length > n { throw outOfRange("length", "Index and length must refer to a location within the string.") }
    return .str(s.units(start, length))
  }

  private static func defineReplace(_ t: NetType) {
    func replace(_ s: String, _ old: String?, _ new: String, _ c: Comparison) throws -> Value {
      guard let old else { throw nullArgument("oldValue") }
      if old.isEmpty { throw argumentError("The value cannot be an empty string.", param: "oldValue") }
      if c.isOrdinal, !c.ignoresCase { return .str(try whole(try NetString.replace(s, old, new))) }
      let folded = c.fold(s), key = c.fold(old), n = s.netLength, k = old.netLength
      var out = "", from = 0
      while true {
        let i = folded.position(of: key, from: from)
        if i < 0 { break }
        if Attention.isWanted { throw FlowSignal.stopped }
        out += s.units(from, i - from)
        out += new
        from = i + k
        if from > n { break }
      }
      if from == 0 { return .str(s) }
      return .str(out + s.units(from: from))
    }
    t.method("string Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture)") { v, a, _ in try replace(text(v), a.text(0), a.string(1), Comparison(raw: a.bool(2) ? 1 : 0)) }
    t.method("string Replace(string oldValue, string newValue, System.StringComparison comparisonType)") { v, a, _ in try replace(text(v), a.text(0), a.string(1), Comparison(raw: a.flags(2))) }
    t.method("string Replace(char oldChar, char newChar)") { v, a, _ in
      let x = a.char(0), y = a.char(1)
      // one character for another is one text for another, unless it is half of a pair
      if x & 0xF800 != 0xD800, y & 0xF800 != 0xD800 { return .str(try whole(try NetString.replace(text(v), String(units: [x]), String(units: [y]), .ordinal))) }
      return .str(String(units: text(v).utf16.attentive.map { $0 == x ? y : $0 }))
    }
    t.method("string Replace(string oldValue, string newValue)") { v, a, _ in try replace(text(v), a.text(0), a.string(1), Comparison(raw: 4)) }
    func lineEndings(_ s: String, _ new: String) -> Value {
      var out: [UInt16] = []
      let u = Array(attentiveUnits: s), e = Array(new.utf16)
      var i = 0
      while i < u.count {
        if i & 0xFFFF == 0, Attention.isWanted { break }
        switch u[i] {
        case 13: out += e; if i + 1 < u.count, u[i + 1] == 10 { i += 1 }
        case 10, 0x0C, 0x85, 0x2028, 0x2029: out += e
        default: out.append(u[i])
        }
        i += 1
      }
      return .str(String(attentiveUnits: out))
    }
    t.method("string ReplaceLineEndings()") { v, _, _ in lineEndings(text(v), "\n") }
    t.method("string ReplaceLineEndings(string replacementText)") { v, a, _ in lineEndings(text(v), a.string(0)) }
  }

  private static func defineCaseAndPadding(_ t: NetType) {
    t.method("string ToLower()") { v, _, c in .str(NetString.lower(text(v), c.culture)) }
    t.method("string ToLower(cultureinfo culture)") { v, a, c in .str(NetString.lower(text(v), NetTypes.culture(of: a.at(0)) ?? c.culture)) }
    t.method("string ToLowerInvariant()") { v, _, _ in .str(text(v).netLower) }
    t.method("string ToUpper()") { v, _, c in .str(NetString.upper(text(v), c.culture)) }
    t.method("string ToUpper(cultureinfo culture)") { v, a, c in .str(NetString.upper(text(v), NetTypes.culture(of: a.at(0)) ?? c.culture)) }
    t.method("string ToUpperInvariant()") { v, _, _ in .str(text(v).netUpper) }
    func pad(_ v: Value, _ a: [Value], left: Bool) throws -> Value {
      let s = text(v), width = a.int(0)
      if width < 0 { throw mustBeNonNegative("totalWidth", width) }
      let n = width - s.netLength
      if n <= 0 { return .str(s) }
      // the longest text .NET can hold
      guard width <= 0x3FFF_FFDF else { throw netError("System.OutOfMemoryException", "Insufficient memory to continue the execution of the program.") }
      let fill = try repeated(a.count > 1 ? String(units: [a.char(1)]) : " ", n)
      return .str(left ? fill.followed(by: s) : s.followed(by: fill))
    }
    t.method("string PadLeft(int totalWidth)") { v, a, _ in try pad(v, a, left: true) }
    t.method("string PadLeft(int totalWidth, char paddingChar)") { v, a, _ in try pad(v, a, left: true) }
    t.method("string PadRight(int totalWidth)") { v, a, _ in try pad(v, a, left: false) }
    t.method("string PadRight(int totalWidth, char paddingChar)") { v, a, _ in try pad(v, a, left: false) }
    t.method("bool IsNormalized()") { v, _, _ in .bool(NetString.equals(Normalization.apply(text(v), 1), text(v))) }
    t.method("bool IsNormalized(System.Text.NormalizationForm normalizationForm)") { v, a, _ in .bool(NetString.equals(Normalization.apply(text(v), a.flags(0)), text(v))) }
    t.method("string Normalize()") { v, _, _ in .str(Normalization.apply(text(v), 1)) }
    t.method("string Normalize(System.Text.NormalizationForm normalizationForm)") { v, a, _ in .str(Normalization.apply(text(v), a.flags(0))) }
  }

  private static func defineTrim(_ t: NetType) {
    func trim(_ v: Value, _ set: [UInt16], start: Bool, end: Bool) -> Value {
      let s = text(v)
      let u = s.utf16
      func drop(_ c: UInt16) -> Bool { set.isEmpty ? isWhite(c) : set.contains(c) }
      var a = u.startIndex, b = u.endIndex
      var dropped = 0
      func mayGoOn() -> Bool { dropped &+= 1; return dropped & 0xFFFF != 0 || !Attention.isWanted }
      if start { while a < b, drop(u[a]), mayGoOn() { a = u.index(after: a) } }
      if end { while b > a { let p = u.index(before: b); if drop(u[p]), mayGoOn() { b = p } else { break } } }
      if a == u.startIndex && b == u.endIndex { return .str(s) }
      return .str(String(u[a..<b]) ?? String(units: Array(u[a..<b])))
    }
    for (name, start, end) in [("Trim", true, true), ("TrimEnd", false, true), ("TrimStart", true, false)] {
      t.method("string \(name)()") { v, _, _ in trim(v, [], start: start, end: end) }
      t.method("string \(name)(char trimChar)") { v, a, _ in trim(v, [a.char(0)], start: start, end: end) }
      t.method("string \(name)(Params char[] trimChars)") { v, a, _ in trim(v, a.rest(0).chars(0), start: start, end: end) }
    }
  }

  private static func defineSplit(_ t: NetType) {
    t.method("string[] Split(char separator, System.StringSplitOptions options = System.StringSplitOptions.None)") { v, a, _ in .strings(try split(text(v), [[a.char(0)]], nil, a.flags(1))) }
    t.method("string[] Split(char separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)") { v, a, _ in
      .strings(try split(text(v), [[a.char(0)]], a.int(1), a.count > 2 ? a.flags(2) : 0))
    }
    t.method("string[] Split(Params char[] separator)") { v, a, _ in .strings(try split(text(v), a.rest(0).chars(0).map { [$0] }, nil, 0)) }
    t.method("string[] Split(char[] separator, int count)") { v, a, _ in .strings(try split(text(v), a.chars(0).map { [$0] }, a.int(1), 0)) }
    t.method("string[] Split(char[] separator, System.StringSplitOptions options)") { v, a, _ in .strings(try split(text(v), a.chars(0).map { [$0] }, nil, a.flags(1))) }
    t.method("string[] Split(char[] separator, int count, System.StringSplitOptions options)") { v, a, _ in .strings(try split(text(v), a.chars(0).map { [$0] }, a.int(1), a.flags(2))) }
    t.method("string[] Split(string separator, System.StringSplitOptions options = System.StringSplitOptions.None)") { v, a, _ in
      .strings(try split(text(v), [Array(a.string(0).utf16)], nil, a.flags(1)))
    }
    t.method("string[] Split(string separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)") { v, a, _ in
      .strings(try split(text(v), [Array(a.string(0).utf16)], a.int(1), a.count > 2 ? a.flags(2) : 0))
    }
    t.method("string[] Split(string[] separator, System.StringSplitOptions options)") { v, a, _ in
      .strings(try split(text(v), a.values(0).map { Array(Conversion.toString($0).utf16) }, nil, a.flags(1), strings: true))
    }
    t.method("string[] Split(string[] separator, int count, System.StringSplitOptions options)") { v, a, _ in
      .strings(try split(text(v), a.values(0).map { Array(Conversion.toString($0).utf16) }, a.int(1), a.flags(2), strings: true))
    }
  }

  /// The usual call: ASCII text at one ASCII character. Nil when it is anything else.
  private static func splitByByte(_ s: String, _ separators: [[UInt16]]) -> [String]? {
    guard separators.count == 1, separators[0].count == 1, separators[0][0] < 128 else { return nil }
    let cut = UInt8(truncatingIfNeeded: separators[0][0])
    // every part is valid text whatever else the string holds: an ASCII byte never is part of another character
    let parts: [String]? = s.utf8.withContiguousStorageIfAvailable { bytes in
      var parts: [String] = [], from = 0
      for i in 0..<bytes.count where bytes[i] == cut {
        if parts.count & 0xFFFF == 0xFFFF, Attention.isWanted { break }
        parts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<i]), as: UTF8.self))
        from = i + 1
      }
      parts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[from...]), as: UTF8.self))
      return parts
    }
    return parts
  }
  /// `String.Split`: no separators means white space; an empty string separator never matches. Options: 1 drops empty
  /// parts, 2 trims them.
  static func split(_ s: String, _ separators: [[UInt16]], _ count: Int?, _ options: Int, strings: Bool = false) throws -> [String] {
    if let count, count < 0 { throw mustBeNonNegative("count", count) }
    let dropsEmpty = options & 1 != 0, trims = options & 2 != 0
    if count == 0 { return [] }
    func finish(_ part: String) -> String? {
      var p = part
      if trims {
        let u = Array(p.utf16)
        var i = 0, j = u.count
        while i < j, isWhite(u[i]) { i += 1 }
        while j > i, isWhite(u[j - 1]) { j -= 1 }
        if i > 0 || j < u.count { p = String(units: u[i..<j]) }
      }
      return dropsEmpty && p.isEmpty ? nil : p
    }
    if let count, count == 1 { return finish(s).map { [$0] } ?? [] }
    if count == nil, options == 0, let parts = splitByByte(s, separators) { return try whole(parts) }
    let u = Array(s.utf16)
    let white = separators.isEmpty
    let single = Set(separators.filter { $0.count == 1 }.map { $0[0] }), long = separators.filter { $0.count > 1 }
    var parts: [String] = []
    var from = 0, i = 0
    while i < u.count {
      if i & 0xFFFF == 0xFFFF, Attention.isWanted { throw FlowSignal.stopped }
      var n = 0
      if white ? isWhite(u[i]) : single.contains(u[i]) { n = 1 }
      else { for k in long where n == 0 && i + k.count <= u.count && u[i..<(i + k.count)].elementsEqual(k) { n = k.count } }
      if n == 0 { i += 1; continue }
      if let p = finish(String(units: u[from..<i])) { parts.append(p) }
      i += n
      from = i
      if let count, parts.count == count - 1 {
        // the last part takes the rest; leading empties still go when empties are dropped
        if dropsEmpty {
          while from < u.count {
            var m = 0
            if white ? isWhite(u[from]) : single.contains(u[from]) { m = 1 }
            else { for k in long where m == 0 && from + k.count <= u.count && u[from..<(from + k.count)].elementsEqual(k) { m = k.count } }
            if m == 0 { break }
            from += m
          }
        }
        break
      }
    }
    if let p = finish(String(units: u[from...])) { parts.append(p) }
    return parts
  }
}

extension Array where Element == Value {
  /// The arguments of a `params` parameter as one array argument, whether the engine packed them or not.
  func rest(_ i: Int) -> [Value] {
    if i >= count || count == i + 1 && self[i].isNull { return [.array(PSArray([]))] }
    // a list is one argument; only an array is all of them
    if count == i + 1, case .array(let all) = self[i].base, all.kind == .array { return [self[i]] }
    return [.array(PSArray(Swift.Array(self[i...])))]
  }
  /// The arguments of a `params` parameter that must not be null.
  func rest(_ i: Int, notNull parameter: String) throws -> [Value] {
    if count == i + 1, self[i].isNull { throw nullArgument(parameter) }
    return rest(i).values(0)
  }
}
