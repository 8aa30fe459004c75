/// What an encoding does with what it cannot write or read: `EncoderFallback`, `DecoderFallback`, and the list of encodings.
import Engine
import Primitives

/// Puts a text in place of what does not fit, or, without one, throws.
final class PSEncodingFallback: Ref {
  let isEncoder: Bool
  let replacement: String?
  init(isEncoder: Bool, _ replacement: String?) { self.isEncoder = isEncoder; self.replacement = replacement; super.init() }
  override var netType: NetType { TypeTable.get("System.Text." + (isEncoder ? "Encoder" : "Decoder") + (replacement == nil ? "Exception" : "Replacement") + "Fallback") }
}

extension PSEncoding {
  /// The encoding with other fallbacks; nil leaves one as it is.
  func with(encoder: PSEncodingFallback?, decoder: PSEncodingFallback?) -> PSEncoding {
    let e = PSEncoding(like: self)
    e.encoderFallback = encoder ?? encoderFallback
    e.decoderFallback = decoder ?? decoderFallback
    return e
  }
  /// The bytes of a text, as `GetBytes` gives them.
  func bytes(_ s: String) throws -> [UInt8] {
    guard let encoderFallback, isSingleByte, s.utf8.contains(where: { $0 > 127 }) else { return encode(s) }
    var out: [UInt8] = []
    var index = 0
    for c in s.unicodeScalars {
      let b = encode(String(c))
      if c.value < 128 || b != [UInt8](repeating: 63, count: b.count) {
        out += b
      } else if let replacement = encoderFallback.replacement {
        out += encode(replacement)
      } else {
        let code = NetString.upper(String(c.value, radix: 16))
        throw netError("System.Text.EncoderFallbackException", c.value > 0xFFFF
          ? "Unable to translate Unicode character \\\\u\(code) at index \(index) to specified code page."
          : "Unable to translate Unicode character \\\\u\(String(repeating: "0", count: 4 - code.utf8.count) + code) at index \(index) to specified code page.")
      }
      index += c.value > 0xFFFF ? 2 : 1
    }
    return out
  }
  /// The text of bytes, as `GetString` gives it.
  func string(_ b: some Collection<UInt8>) throws -> String {
    let a = Array(b)
    guard throwsOnInvalid || decoderFallback != nil else { return decode(a) }
    switch kind {
    case .ascii:
      guard let bad = a.firstIndex(where: { $0 > 127 }) else { return decode(a) }
      guard let replacement = decoderFallback?.replacement, !throwsOnInvalid else { throw untranslatable(a[bad...bad], bad) }
      return a.map { $0 > 127 ? replacement : String(Character(Unicode.Scalar($0))) }.joined()
    case .utf8:
      guard let bad = PSEncoding.firstInvalid(a) else { return decode(a) }
      guard let replacement = decoderFallback?.replacement, !throwsOnInvalid else { throw untranslatable(a[bad], bad.lowerBound) }
      return decode(a).replacing("\u{FFFD}", replacement)
    default: return decode(a)
    }
  }
  private func untranslatable(_ bytes: ArraySlice<UInt8>, _ index: Int) -> TerminatingError {
    let shown = bytes.map { "[" + ($0 < 16 ? "0" : "") + NetString.upper(String($0, radix: 16)) + "]" }.joined()
    return netError("System.Text.DecoderFallbackException", "Unable to translate bytes \(shown) at index \(index) from specified code page to Unicode.")
  }
  /// The first bytes that are not UTF-8.
  private static func firstInvalid(_ a: [UInt8]) -> Range<Int>? {
    var i = 0
    while i < a.count {
      let b = a[i]
      let more = b < 0x80 ? 0 : b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : -1
      if more < 0 { return i..<i + 1 }
      var k = 1
      while k <= more {
        guard i + k < a.count, a[i + k] & 0xC0 == 0x80 else { return i..<i + k }
        if k == 1, b == 0xE0 && a[i + 1] < 0xA0 || b == 0xED && a[i + 1] > 0x9F || b == 0xF0 && a[i + 1] < 0x90 || b == 0xF4 && a[i + 1] > 0x8F { return i..<i + 1 }
        k += 1
      }
      i += more + 1
    }
    return nil
  }
}

extension NetTypes {
  static func registerEncodingFallbacks() {
    let ns = "System.Text."
    for (side, isEncoder) in [("Encoder", true), ("Decoder", false)] {
      let base = ns + side + "Fallback"
      TypeTable.register(base) {
        NetType(base, base: TypeTable.object) { t in
          t.staticProperty("\(base) ExceptionFallback {get;}") { _ in .other(PSEncodingFallback(isEncoder: isEncoder, nil)) }
          t.staticProperty("\(base) ReplacementFallback {get;}") { _ in .other(PSEncodingFallback(isEncoder: isEncoder, isEncoder ? "?" : "\u{FFFD}")) }
        }
      }
      let throwing = ns + side + "ExceptionFallback", replacing = ns + side + "ReplacementFallback"
      TypeTable.register(throwing) {
        NetType(throwing, base: TypeTable.get(base)) { t in t.constructor("\(throwing) new()") { _, _ in .other(PSEncodingFallback(isEncoder: isEncoder, nil)) } }
      }
      TypeTable.register(replacing) {
        NetType(replacing, base: TypeTable.get(base)) { t in
          t.constructor("\(replacing) new()") { _, _ in .other(PSEncodingFallback(isEncoder: isEncoder, isEncoder ? "?" : "\u{FFFD}")) }
          t.constructor("\(replacing) new(string replacement)") { a, _ in
            guard let s = a.text(0) else { throw nullArgument("replacement") }
            return .other(PSEncodingFallback(isEncoder: isEncoder, s))
          }
          t.property("string DefaultString {get;}") { v, _ in ((v.refValue as? PSEncodingFallback)?.replacement).map { .str($0) } ?? .null }
          t.property("int MaxCharCount {get;}") { v, _ in .count((v.refValue as? PSEncodingFallback)?.replacement?.netLength ?? 0) }
        }
      }
    }
    TypeTable.register(ns + "EncodingInfo") {
      NetType(ns + "EncodingInfo", base: TypeTable.object) { t in
        t.property("int CodePage {get;}") { v, _ in .count((v.refValue as? PSEncodingInfo)?.encoding.codePage ?? 0) }
        t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSEncodingInfo)?.encoding.webName ?? "") }
        t.property("string DisplayName {get;}") { v, _ in .str((v.refValue as? PSEncodingInfo)?.encoding.displayName ?? "") }
        t.method("System.Text.Encoding GetEncoding()") { v, _, _ in (v.refValue as? PSEncodingInfo).map { .other($0.encoding) } ?? .null }
      }
    }
    TypeTable.register(ns + "EncodingProvider") { NetType(ns + "EncodingProvider", base: TypeTable.object) }
    TypeTable.register(ns + "CodePagesEncodingProvider") {
      NetType(ns + "CodePagesEncodingProvider", base: TypeTable.get(ns + "EncodingProvider")) { t in
        t.staticProperty("System.Text.EncodingProvider Instance {get;}") { _ in .object(PSObject(type: t)) }
      }
    }
    TypeTable.extend(ns + "Encoding") { t in
      t.staticMethod("static System.Text.EncodingInfo[] GetEncodings()") { _, _ in
        let numbers = (CodePage.numbers + [1200, 1201, 12000, 12001, 20127, 28591, 65000, 65001]).sorted()
        return .array(PSArray(numbers.compactMap { PSEncoding.named(String($0)) }.map { .other(PSEncodingInfo($0)) }, of: TypeTable.get(ns + "EncodingInfo")))
      }
      for (p, call) in [("string name", "name"), ("int codepage", "codepage")] {
        t.staticMethod("static System.Text.Encoding GetEncoding(\(p), System.Text.EncoderFallback encoderFallback, System.Text.DecoderFallback decoderFallback)") { a, c in
          let found = try c.callStatic(t, "GetEncoding", [call == "name" ? .str(a.string(0)) : .count(a.int(0))])
          return (found.refValue as? PSEncoding).map { .other($0.with(encoder: a.at(1).refValue as? PSEncodingFallback, decoder: a.at(2).refValue as? PSEncodingFallback)) } ?? .null
        }
      }
      t.property("System.Text.EncoderFallback EncoderFallback {get;set;}", set: { v, x, _ in (v.refValue as? PSEncoding)?.encoderFallback = x.refValue as? PSEncodingFallback }) { v, _ in
        .other((v.refValue as? PSEncoding)?.encoderFallback ?? PSEncodingFallback(isEncoder: true, (v.refValue as? PSEncoding)?.usualSign ?? "?"))
      }
      t.property("System.Text.DecoderFallback DecoderFallback {get;set;}", set: { v, x, _ in (v.refValue as? PSEncoding)?.decoderFallback = x.refValue as? PSEncodingFallback }) { v, _ in
        .other((v.refValue as? PSEncoding)?.decoderFallback ?? PSEncodingFallback(isEncoder: false, (v.refValue as? PSEncoding)?.usualSign ?? "?"))
      }
    }
  }
}
final class PSEncodingInfo: Ref {
  let encoding: PSEncoding
  init(_ e: PSEncoding) { encoding = e; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.EncodingInfo") }
}
