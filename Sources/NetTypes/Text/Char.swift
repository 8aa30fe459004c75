/// `System.Char`.
import Engine
import Primitives

extension NetTypes {
  static func defineChar(_ t: NetType) {
    func unit(_ v: Value) -> UInt16 { if case .char(let c) = v.base { c } else { 0 } }
    func scalar(_ u: UInt16) -> Unicode.Scalar? { Unicode.Scalar(u) }
    func category(_ u: UInt16) -> Unicode.GeneralCategory { scalar(u)?.properties.generalCategory ?? .surrogate }

    t.staticProperty("char MaxValue {get;}") { _ in .char(0xFFFF) }
    t.staticProperty("char MinValue {get;}") { _ in .char(0) }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      guard case .char(let o) = a.at(0).base else { if a.at(0).isNull { return .int(1) }; throw argumentError("Object must be of type Char.") }
      return .count(Int(unit(v)) - Int(o))
    }
    t.method("int CompareTo(char value)") { v, a, _ in .count(Int(unit(v)) - Int(a.char(0))) }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(char obj)") { v, a, _ in .bool(unit(v) == a.char(0)) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("System.TypeCode GetTypeCode()") { _, _, _ in .member("System.TypeCode", 4) }
    t.method("string ToString()") { v, _, _ in .str(String(units: [unit(v)])) }
    t.method("string ToString(System.IFormatProvider provider)") { v, _, _ in .str(String(units: [unit(v)])) }

    binaryInteger(t, unit)
    spanFormatting(t, interface: "I", behind: ", System.ReadOnlySpan[char] format, System.IFormatProvider provider") { v, _, _ in String(units: [unit(v)]) }

    let tests: [(String, (UInt16) -> Bool)] = [
      ("IsDigit", { category($0) == .decimalNumber }), ("IsLetter", { category($0).isLetter }), ("IsLetterOrDigit", { category($0).isLetter || category($0) == .decimalNumber }),
      ("IsNumber", { category($0).isNumber }), ("IsPunctuation", { category($0).isPunctuation }), ("IsSymbol", { category($0).isSymbol }),
      ("IsSeparator", { category($0).isSeparator }), ("IsWhiteSpace", isWhite),
      ("IsUpper", { category($0) == .uppercaseLetter }), ("IsLower", { category($0) == .lowercaseLetter }), ("IsControl", { category($0) == .control }),
      ("IsSurrogate", { $0 & 0xF800 == 0xD800 }), ("IsHighSurrogate", { $0 & 0xFC00 == 0xD800 }), ("IsLowSurrogate", { $0 & 0xFC00 == 0xDC00 }),
    ]
    for (name, test) in tests {
      t.staticMethod("static bool \(name)(char c)") { a, _ in .bool(test(a.char(0))) }
      t.staticMethod("static bool \(name)(string s, int index)") { a, _ in .bool(test(try unitAt(a.text(0), a.int(1)))) }
    }
    let asciiTests: [(String, (UInt16) -> Bool)] = [
      ("IsAsciiDigit", { 48...57 ~= $0 }), ("IsAsciiLetter", { 65...90 ~= $0 & 0xFFDF }), ("IsAsciiLetterLower", { 97...122 ~= $0 }), ("IsAsciiLetterUpper", { 65...90 ~= $0 }),
      ("IsAsciiLetterOrDigit", { 65...90 ~= $0 & 0xFFDF || 48...57 ~= $0 }), ("IsAscii", { $0 < 128 }),
      ("IsAsciiHexDigit", { 48...57 ~= $0 || 65...70 ~= $0 & 0xFFDF }), ("IsAsciiHexDigitLower", { 48...57 ~= $0 || 97...102 ~= $0 }), ("IsAsciiHexDigitUpper", { 48...57 ~= $0 || 65...70 ~= $0 }),
    ]
    for (name, test) in asciiTests { t.staticMethod("static bool \(name)(char c)") { a, _ in .bool(test(a.char(0))) } }
    t.staticMethod("static bool IsBetween(char c, char minInclusive, char maxInclusive)") { a, _ in .bool(a.char(0) >= a.char(1) && a.char(0) <= a.char(2)) }
    for (name, upper) in [("ToUpper", true), ("ToLower", false), ("ToUpperInvariant", true), ("ToLowerInvariant", false)] {
      func change(_ u: UInt16, _ culture: Culture) -> Value {
        let s = String(units: [u])
        return .char((upper ? NetString.upper(s, culture) : NetString.lower(s, culture)).utf16.first ?? u)
      }
      let isInvariant = name.hasSuffix("Invariant")
      t.staticMethod("static char \(name)(char c)") { a, c in change(a.char(0), isInvariant ? .invariant : c.culture) }
      if !isInvariant { t.staticMethod("static char \(name)(char c, cultureinfo culture)") { a, c in change(a.char(0), NetTypes.culture(of: a.at(1)) ?? c.culture) } }
    }
    t.staticMethod("static string ToString(char c)") { a, _ in .str(String(units: [a.char(0)])) }
    t.staticMethod("static char Parse(string s)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("s") }
      guard s.netLength == 1, let u = s.utf16.first else { throw formatError("String must be exactly one character long.") }
      return .char(u)
    }
    t.staticMethod("static bool TryParse(string s, [ref] char result)") { a, c in
      let u = a.string(0).utf16
      try a.setReference(1, .char(u.count == 1 ? u.first ?? 0 : 0), c)
      return .bool(u.count == 1)
    }
    t.staticMethod("static double GetNumericValue(char c)") { a, _ in .double(scalar(a.char(0))?.properties.numericValue ?? -1) }
    t.staticMethod("static double GetNumericValue(string s, int index)") { a, _ in .double(scalar(try unitAt(a.text(0), a.int(1)))?.properties.numericValue ?? -1) }
    t.staticMethod("static System.Globalization.UnicodeCategory GetUnicodeCategory(char c)") { a, _ in .member("System.Globalization.UnicodeCategory", unicodeCategoryNumber(category(a.char(0)))) }
    t.staticMethod("static System.Globalization.UnicodeCategory GetUnicodeCategory(string s, int index)") { a, _ in
      .member("System.Globalization.UnicodeCategory", unicodeCategoryNumber(category(try unitAt(a.text(0), a.int(1)))))
    }
    t.staticMethod("static string ConvertFromUtf32(int utf32)") { a, _ in
      guard let s = UInt32(exactly: a.int(0)).flatMap(Unicode.Scalar.init) else {
        throw outOfRange("utf32", "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).")
      }
      return .str(String(s))
    }
    t.staticMethod("static int ConvertToUtf32(char highSurrogate, char lowSurrogate)") { a, _ in
      let h = a.char(0), l = a.char(1)
      guard h & 0xFC00 == 0xD800 else { throw outOfRange("highSurrogate", "A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.") }
      guard l & 0xFC00 == 0xDC00 else { throw outOfRange("lowSurrogate", "A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.") }
      return .int((Int32(h) - 0xD800) << 10 + Int32(l) - 0xDC00 + 0x10000)
    }
    t.staticMethod("static int ConvertToUtf32(string s, int index)") { a, _ in
      let u = Array(a.string(0).utf16), i = a.int(1)
      let h = try unitAt(a.text(0), i)
      if h & 0xFC00 == 0xD800, i + 1 < u.count { return .int((Int32(h) - 0xD800) << 10 + Int32(u[i + 1]) - 0xDC00 + 0x10000) }
      return .int(Int32(h))
    }
    t.staticMethod("static bool IsSurrogatePair(char highSurrogate, char lowSurrogate)") { a, _ in .bool(a.char(0) & 0xFC00 == 0xD800 && a.char(1) & 0xFC00 == 0xDC00) }
  }

  static func unitAt(_ s: String?, _ i: Int) throws -> UInt16 {
    guard let s else { throw nullArgument("s") }
    guard i >= 0, i < s.netLength else { throw outOfRange("index", "Specified argument was out of the range of valid values.") }
    return s.utf16[s.utf16.index(s.utf16.startIndex, offsetBy: i)]
  }

  static func unicodeCategoryNumber(_ c: Unicode.GeneralCategory) -> Int {
    switch c {
    case .uppercaseLetter: 0
    case .lowercaseLetter: 1
    case .titlecaseLetter: 2
    case .modifierLetter: 3
    case .otherLetter: 4
    case .nonspacingMark: 5
    case .spacingMark: 6
    case .enclosingMark: 7
    case .decimalNumber: 8
    case .letterNumber: 9
    case .otherNumber: 10
    case .spaceSeparator: 11
    case .lineSeparator: 12
    case .paragraphSeparator: 13
    case .control: 14
    case .format: 15
    case .surrogate: 16
    case .privateUse: 17
    case .connectorPunctuation: 18
    case .dashPunctuation: 19
    case .openPunctuation: 20
    case .closePunctuation: 21
    case .initialPunctuation: 22
    case .finalPunctuation: 23
    case .otherPunctuation: 24
    case .mathSymbol: 25
    case .currencySymbol: 26
    case .modifierSymbol: 27
    case .otherSymbol: 28
    default: 29
    }
  }
}

extension Unicode.GeneralCategory {
  var isLetter: Bool { switch self { case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true; default: false } }
  var isNumber: Bool { switch self { case .decimalNumber, .letterNumber, .otherNumber: true; default: false } }
  var isPunctuation: Bool {
    switch self {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation: true
    default: false
    }
  }
  var isSymbol: Bool { switch self { case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true; default: false } }
  var isSeparator: Bool { switch self { case .spaceSeparator, .lineSeparator, .paragraphSeparator: true; default: false } }
}
