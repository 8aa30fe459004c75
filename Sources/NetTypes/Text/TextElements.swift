/// What a reader takes for one character: `StringInfo`, `Rune`, `CharUnicodeInfo`.
import Engine
import Primitives

/// `System.Globalization.StringInfo`: a text cut into text elements, which are Unicode's grapheme clusters as in .NET since 5.
final class PSStringInfo: Ref {
  var string: String
  init(_ s: String) { string = s; super.init() }
  override var netType: NetType { TypeTable.named("System.Globalization.StringInfo") }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSStringInfo)?.string == string }
}

/// `System.Text.Rune`.
final class PSRune: Ref {
  let scalar: Unicode.Scalar
  init(_ s: Unicode.Scalar) { scalar = s; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.Rune") }
  override func text() -> String { String(Character(scalar)) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSRune)?.scalar == scalar }
  override var keyHash: UInt { UInt(scalar.value) }
}

extension NetTypes {
  static func registerTextElements() {
    registerStringInfo()
    registerRune()
    TypeTable.register("System.Globalization.CharUnicodeInfo") {
      NetType("System.Globalization.CharUnicodeInfo", base: TypeTable.object) { t in
        func scalar(_ a: [Value]) throws -> Unicode.Scalar? {
          if a.count == 2 { return Unicode.Scalar(try unitAt(a.text(0), a.int(1))) }
          if case .int(let n) = a.at(0).base { return Unicode.Scalar(UInt32(truncatingIfNeeded: n)) }
          return Unicode.Scalar(a.char(0))
        }
        for p in ["char ch", "int codePoint", "string s, int index"] {
          t.staticMethod("static System.Globalization.UnicodeCategory GetUnicodeCategory(\(p))") { a, _ in .member("System.Globalization.UnicodeCategory", unicodeCategory(try scalar(a))) }
        }
        for p in ["char ch", "string s, int index"] {
          t.staticMethod("static double GetNumericValue(\(p))") { a, _ in .double(try scalar(a)?.properties.numericValue ?? -1) }
          for n in ["GetDecimalDigitValue", "GetDigitValue"] {
            t.staticMethod("static int \(n)(\(p))") { a, _ in
              guard let p = try scalar(a)?.properties, let d = p.numericValue, p.numericType == .decimal || n == "GetDigitValue" && p.numericType == .digit else { return .int(-1) }
              return .count(Int(d))
            }
          }
        }
      }
    }
  }

  private static func registerStringInfo() {
    let n = "System.Globalization.StringInfo"
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        func of(_ v: Value) -> String { (v.refValue as? PSStringInfo)?.string ?? "" }
        func starts(_ s: String) -> [Int] {
          var at = 0, all: [Int] = []
          for c in s {
            if Attention.isWanted { break }
            all.append(at)
            at += c.utf16.count
          }
          return all
        }
        t.constructor("\(n) new()") { _, _ in .other(PSStringInfo("")) }
        t.constructor("\(n) new(string value)") { a, _ in
          guard let s = a.text(0) else { throw nullArgument("value") }
          return .other(PSStringInfo(s))
        }
        t.property("string String {get;set;}", set: { v, x, _ in (v.refValue as? PSStringInfo)?.string = Conversion.toString(x) }) { v, _ in .str(of(v)) }
        t.property("int LengthInTextElements {get;}") { v, _ in .count(starts(of(v)).count) }
        func cut(_ v: Value, _ from: Int, _ length: Int?) throws -> Value {
          let all = Array(of(v)), outside = "Specified argument was out of the range of valid values."
          guard from >= 0, from < all.count else { throw outOfRange("startingTextElement", outside) }
          let length = length ?? all.count - from
          guard length >= 0, length <= all.count - from else { throw outOfRange("lengthInTextElements", outside) }
          return .str(String(all[from..<from + length]))
        }
        t.method("string SubstringByTextElements(int startingTextElement)") { v, a, _ in try cut(v, a.int(0), nil) }
        t.method("string SubstringByTextElements(int startingTextElement, int lengthInTextElements)") { v, a, _ in try cut(v, a.int(0), a.int(1)) }
        t.staticMethod("static int[] ParseCombiningCharacters(string str)") { a, _ in
          guard let s = a.text(0) else { throw nullArgument("str") }
          return .ints(starts(s))
        }
        func next(_ a: [Value]) throws -> String {
          guard let s = a.text(0) else { throw nullArgument("str") }
          let i = a.count > 1 ? a.int(1) : 0
          guard i >= 0, i <= s.netLength else { throw positionOutOfRange("index") }
          return s.units(i, s.netLength - i).first.map { String($0) } ?? ""
        }
        for p in ["string str", "string str, int index"] {
          t.staticMethod("static string GetNextTextElement(\(p))") { a, _ in .str(try next(a)) }
          t.staticMethod("static int GetNextTextElementLength(\(p))") { a, _ in .count(try next(a).netLength) }
        }
        t.staticMethod("static System.Globalization.TextElementEnumerator GetTextElementEnumerator(string str)") { a, _ in
          guard let s = a.text(0) else { throw nullArgument("str") }
          return .other(Enumerator("System.Globalization.TextElementEnumerator", s.map { .str(String($0)) }))
        }
      }
    }
  }

  private static func registerRune() {
    let n = "System.Text.Rune"
    TypeTable.register(n) {
      let t = NetType(n, .struct, base: TypeTable.valueType, interfaces: ["System.IComparable", "System.IFormattable"]) { t in
        func of(_ v: Value) -> Unicode.Scalar { (v.refValue as? PSRune)?.scalar ?? "\0" }
        func valid(_ n: Int) -> Unicode.Scalar? { UInt32(exactly: n).flatMap { Unicode.Scalar($0) } }
        for (p, name) in [("char", "ch"), ("int", "value"), ("uint", "value")] {
          t.constructor("\(n) new(\(p) \(name))") { a, _ in
            guard let s = valid(a.at(0).asInt) else { throw outOfRange(name, "Specified argument was out of the range of valid values.") }
            return .other(PSRune(s))
          }
        }
        t.property("bool IsAscii {get;}") { v, _ in .bool(of(v).isASCII) }
        t.property("bool IsBmp {get;}") { v, _ in .bool(of(v).value < 0x10000) }
        t.property("int Plane {get;}") { v, _ in .count(Int(of(v).value >> 16)) }
        t.property("int Utf16SequenceLength {get;}") { v, _ in .count(UTF16.width(of(v))) }
        t.property("int Utf8SequenceLength {get;}") { v, _ in .count(UTF8.width(of(v))) }
        t.property("int Value {get;}") { v, _ in .count(Int(of(v).value)) }
        t.staticProperty("\(n) ReplacementChar {get;}") { _ in .other(PSRune("\u{FFFD}")) }
        t.method("string ToString()") { v, _, _ in .str(String(Character(of(v)))) }
        t.method("bool Equals(\(n) other)") { v, a, _ in .bool(of(v) == of(a.at(0))) }
        t.method("int CompareTo(\(n) other)") { v, a, _ in .count(Int(of(v).value) - Int(of(a.at(0)).value)) }
        let tests: [(String, (Unicode.Scalar.Properties) -> Bool)] = [
          ("IsLetter", { $0.generalCategory.isLetter }), ("IsDigit", { $0.generalCategory == .decimalNumber }),
          ("IsLetterOrDigit", { $0.generalCategory.isLetter || $0.generalCategory == .decimalNumber }),
          ("IsNumber", { $0.generalCategory.isNumber }), ("IsWhiteSpace", { $0.isWhitespace }), ("IsUpper", { $0.generalCategory == .uppercaseLetter }),
          ("IsLower", { $0.generalCategory == .lowercaseLetter }),
          ("IsControl", { $0.generalCategory == .control }), ("IsPunctuation", { $0.generalCategory.isPunctuation }), ("IsSymbol", { $0.generalCategory.isSymbol }),
        ]
        for (name, f) in tests { t.staticMethod("static bool \(name)(\(n) value)") { a, _ in .bool(f(of(a.at(0)).properties)) } }
        t.staticMethod("static bool IsValid(int value)") { a, _ in .bool(valid(a.int(0)) != nil) }
        t.staticMethod("static System.Globalization.UnicodeCategory GetUnicodeCategory(\(n) value)") { a, _ in .member("System.Globalization.UnicodeCategory", unicodeCategory(of(a.at(0)))) }
        t.staticMethod("static double GetNumericValue(\(n) value)") { a, _ in .double(of(a.at(0)).properties.numericValue ?? -1) }
        func mapped(_ a: [Value], _ f: (String) -> String) -> Value { .other(PSRune(f(String(Character(of(a.at(0))))).unicodeScalars.first ?? of(a.at(0)))) }
        for name in ["ToUpperInvariant(\(n) value)", "ToUpper(\(n) value, cultureinfo culture)"] { t.staticMethod("static \(n) \(name)") { a, _ in mapped(a) { $0.netUpper } } }
        for name in ["ToLowerInvariant(\(n) value)", "ToLower(\(n) value, cultureinfo culture)"] { t.staticMethod("static \(n) \(name)") { a, _ in mapped(a) { $0.netLower } } }
        t.staticMethod("static \(n) GetRuneAt(string input, int index)") { a, _ in
          let s = a.string(0), i = a.int(1)
          guard i >= 0, i < s.netLength else { throw indexOutOfRange() }
          guard let c = s.units(i, min(2, s.netLength - i)).unicodeScalars.first, c != "\u{FFFD}" || (try? unitAt(s, i)) == 0xFFFD else {
            throw argumentError("Cannot extract a Unicode scalar value from the specified index in the input.", param: "index")
          }
          return .other(PSRune(c))
        }
      }
      t.converter = { v, _ in
        switch v.base {
        case .char(let c): Unicode.Scalar(c).map { .other(PSRune($0)) }
        case .int(let n): UInt32(exactly: n).flatMap { Unicode.Scalar($0) }.map { .other(PSRune($0)) }
        default: nil
        }
      }
      return t
    }
  }

  /// Number of .NET's `UnicodeCategory`; a lone surrogate has no scalar.
  private static func unicodeCategory(_ s: Unicode.Scalar?) -> Int { unicodeCategoryNumber(s?.properties.generalCategory ?? .surrogate) }
}
