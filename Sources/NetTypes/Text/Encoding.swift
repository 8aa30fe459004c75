/// `System.Text.Encoding` and its family.
import Engine
import Primitives

public final class PSEncoding: Ref {
  public enum Kind: String {
    case utf8 = "UTF8Encoding", utf16 = "UnicodeEncoding", utf32 = "UTF32Encoding", ascii = "ASCIIEncoding", latin1 = "Latin1Encoding", utf7 = "UTF7Encoding",
      page = "SBCSCodePageEncoding"
  }
  public let kind: Kind
  public let bigEndian: Bool
  /// Files written in this encoding begin with a byte order mark.
  public let emitsMark: Bool
  let sealed: Bool
  /// Which code page, of an encoding of one byte a character.
  let page: CodePage?
  /// Bytes that mean nothing, and characters that cannot be written, are errors.
  let throwsOnInvalid: Bool
  public init(_ kind: Kind, bigEndian: Bool = false, mark: Bool = true, sealed: Bool = false, throwsOnInvalid: Bool = false) {
    self.kind = kind; self.bigEndian = bigEndian; emitsMark = mark; self.sealed = sealed; self.throwsOnInvalid = throwsOnInvalid; page = nil; super.init()
  }
  /// Instead of the usual signs; nil for those.
  var encoderFallback: PSEncodingFallback?, decoderFallback: PSEncodingFallback?
  init(like e: PSEncoding) {
    kind = e.kind; bigEndian = e.bigEndian; emitsMark = e.emitsMark; sealed = e.sealed; throwsOnInvalid = e.throwsOnInvalid; page = e.page
    encoderFallback = e.encoderFallback; decoderFallback = e.decoderFallback
    super.init()
  }
  init(_ page: CodePage) { kind = .page; bigEndian = false; emitsMark = false; sealed = false; throwsOnInvalid = false; self.page = page; super.init() }
  private lazy var type = TypeTable.get("System.Text." + kind.rawValue + (sealed ? "+" + kind.rawValue + "Sealed" : ""))
  public override var netType: NetType { type }
  public override func text() -> String { netType.fullName }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    (other.refValue as? PSEncoding).map { $0.kind == kind && $0.page == page && $0.bigEndian == bigEndian && $0.emitsMark == emitsMark } ?? false
  }

  public var preamble: [UInt8] {
    guard emitsMark else { return [] }
    switch kind {
    case .utf8: return [0xEF, 0xBB, 0xBF]
    case .utf16: return bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    case .utf32: return bigEndian ? [0, 0, 0xFE, 0xFF] : [0xFF, 0xFE, 0, 0]
    default: return []
    }
  }
  public func encode(_ s: String) -> [UInt8] {
    switch kind {
    case .utf8: return Array(attentive: s)
    case .utf7: return Utf7.encode(s)
    case .page: return page?.encode(s) ?? []
    case .utf16:
      var out: [UInt8] = []
      out.reserveCapacity(2 * s.utf16.count)
      for u in s.utf16 {
        if out.count & 0xFFFFF == 0, Attention.isWanted { break }
        let low = UInt8(truncatingIfNeeded: u), high = UInt8(truncatingIfNeeded: u >> 8)
        out.append(bigEndian ? high : low)
        out.append(bigEndian ? low : high)
      }
      return out
    case .utf32:
      var out: [UInt8] = []
      out.reserveCapacity(4 * s.utf16.count)
      for c in s.unicodeScalars {
        if out.count & 0xFFFFF == 0, Attention.isWanted { break }
        for k in 0..<4 { out.append(UInt8(truncatingIfNeeded: c.value >> UInt32(8 * (bigEndian ? 3 - k : k)))) }
      }
      return out
    case .ascii: return s.utf16.map { $0 < 128 ? UInt8($0) : 63 }
    case .latin1: return s.utf16.map { $0 < 256 ? UInt8($0) : 63 }
    }
  }
  public func decode(_ b: some Collection<UInt8>) -> String {
    switch kind {
    case .utf8: return b.withContiguousStorageIfAvailable { String(attentive: $0) } ?? String(decoding: b, as: UTF8.self)
    case .utf7: return Utf7.decode(b)
    case .page: return page?.decode(b) ?? ""
    case .utf16:
      let a = Array(b)
      var units: [UInt16] = []
      var i = 0
      while i + 1 < a.count {
        if i & 0xFFFFF == 0, Attention.isWanted { break }
        let first = UInt16(a[i]), second = UInt16(a[i + 1])
        units.append(bigEndian ? first << 8 | second : second << 8 | first)
        i += 2
      }
      if i < a.count { units.append(0xFFFD) }
      return String(units: units)
    case .utf32:
      let a = Array(b)
      var out = String.UnicodeScalarView()
      var i = 0
      while i + 3 < a.count {
        if i & 0xFFFFF == 0, Attention.isWanted { break }
        var n: UInt32 = 0
        for k in 0..<4 { n |= UInt32(a[i + (bigEndian ? 3 - k : k)]) << UInt32(8 * k) }
        out.append(Unicode.Scalar(n) ?? "\u{FFFD}")
        i += 4
      }
      if i < a.count { out.append("\u{FFFD}") }
      return String(out)
    case .ascii: return String(units: b.map { $0 < 128 ? UInt16($0) : 63 })
    case .latin1: return String(units: b.map { UInt16($0) })
    }
  }
  /// Text of a file's bytes: a byte order mark decides, else this encoding.
  public func decodeDetecting(_ b: [UInt8]) -> String {
    if b.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: b.dropFirst(3), as: UTF8.self) }
    if b.starts(with: [0xFF, 0xFE, 0, 0]) { return PSEncoding(.utf32).decode(b.dropFirst(4)) }
    if b.starts(with: [0xFF, 0xFE]) { return PSEncoding(.utf16).decode(b.dropFirst(2)) }
    if b.starts(with: [0xFE, 0xFF]) { return PSEncoding(.utf16, bigEndian: true).decode(b.dropFirst(2)) }
    return decode(b)
  }
  var isSingleByte: Bool { kind == .ascii || kind == .latin1 || kind == .page }
  var webName: String {
    switch kind {
    case .utf8: "utf-8"
    case .utf7: "utf-7"
    case .utf16: bigEndian ? "utf-16BE" : "utf-16"
    case .utf32: bigEndian ? "utf-32BE" : "utf-32"
    case .ascii: "us-ascii"
    case .latin1: "iso-8859-1"
    case .page: page?.webName ?? ""
    }
  }
  /// The name mail programs use for the body of a message.
  var bodyName: String {
    guard kind == .page else { return webName }
    return [1250: "iso-8859-2", 1251: "koi8-r", 1252: "iso-8859-1", 1253: "iso-8859-7", 1254: "iso-8859-9"][codePage] ?? webName
  }
  /// Whether browsers and mail programs show and save texts in it, in the order of the properties that say so.
  var uses: (browserDisplay: Bool, browserSave: Bool, mailDisplay: Bool, mailSave: Bool) {
    switch kind {
    case .utf8, .latin1: (true, true, true, true)
    case .utf7, .ascii: (false, false, true, true)
    case .utf16: (false, !bigEndian, false, false)
    default: (false, false, false, false)
    }
  }
  /// What stands for characters that cannot be written, or bytes that mean nothing, unless another sign was chosen.
  var usualSign: String { kind == .ascii || kind == .latin1 || kind == .page ? "?" : "\u{FFFD}" }
  var codePage: Int {
    switch kind {
    case .utf8: 65001
    case .utf7: 65000
    case .utf16: bigEndian ? 1201 : 1200
    case .utf32: bigEndian ? 12001 : 12000
    case .ascii: 20127
    case .latin1: 28591
    case .page: page?.number ?? 0
    }
  }
  var displayName: String {
    switch kind {
    case .utf8: "Unicode (UTF-8)"
    case .utf7: "Unicode (UTF-7)"
    case .utf16: bigEndian ? "Unicode (Big-Endian)" : "Unicode"
    case .utf32: bigEndian ? "Unicode (UTF-32 Big-Endian)" : "Unicode (UTF-32)"
    case .ascii: "US-ASCII"
    case .latin1: "Western European (ISO)"
    case .page: page?.displayName ?? ""
    }
  }
  /// By .NET name, code page or PowerShell's `-Encoding` words.
  public static func named(_ name: String) -> PSEncoding? {
    switch name.lowercased() {
    case "utf-8", "utf8", "65001", "unicode-1-1-utf-8": PSEncoding(.utf8, sealed: true)
    case "utf8bom": PSEncoding(.utf8, sealed: true)
    case "utf8nobom", "default", "oem": PSEncoding(.utf8, mark: false)
    case "utf-16", "unicode", "utf-16le", "ucs-2", "1200": PSEncoding(.utf16)
    case "utf-16be", "bigendianunicode", "unicodefffe", "1201": PSEncoding(.utf16, bigEndian: true)
    case "utf-32", "utf32", "utf-32le", "12000": PSEncoding(.utf32)
    case "utf-32be", "bigendianutf32", "12001": PSEncoding(.utf32, bigEndian: true)
    case "us-ascii", "ascii", "20127": PSEncoding(.ascii, sealed: true)
    case "iso-8859-1", "latin1", "28591": PSEncoding(.latin1, sealed: true)
    case "ansi": CodePage.named("1252").map { PSEncoding($0) }
    case "utf-7", "utf7", "65000": PSEncoding(.utf7)
    default: CodePage.named(name).map { PSEncoding($0) }
    }
  }
}

extension NetTypes {
  private static func of(_ v: Value) -> PSEncoding { v.refValue as? PSEncoding ?? PSEncoding(.utf8, mark: false) }
  /// The encoding of an argument; nil for null.
  static func encoding(_ v: Value) -> PSEncoding? { v.refValue as? PSEncoding }

  static func registerEncodings() {
    TypeTable.register("System.Text.Encoding") { NetType("System.Text.Encoding", base: TypeTable.object, interfaces: ["System.ICloneable"], define: defineEncoding) }
    TypeTable.register("System.Text.SBCSCodePageEncoding") { NetType("System.Text.SBCSCodePageEncoding", base: TypeTable.get("System.Text.Encoding")) }
    for k in ["UTF8Encoding", "UnicodeEncoding", "UTF32Encoding", "ASCIIEncoding", "Latin1Encoding", "UTF7Encoding"] {
      let full = "System.Text." + k
      TypeTable.register(full) {
        NetType(full, base: TypeTable.get("System.Text.Encoding")) { t in
          let kind = PSEncoding.Kind(rawValue: k) ?? .utf8
          t.constructor("\(full) new()") { _, _ in .other(PSEncoding(kind, mark: kind != .utf8)) }
          switch kind {
          case .utf8:
            t.constructor("\(full) new(bool encoderShouldEmitUTF8Identifier)") { a, _ in .other(PSEncoding(.utf8, mark: a.bool(0))) }
            t.constructor("\(full) new(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)") { a, _ in .other(PSEncoding(.utf8, mark: a.bool(0), throwsOnInvalid: a.bool(1))) }
          case .utf16, .utf32:
            t.constructor("\(full) new(bool bigEndian, bool byteOrderMark)") { a, _ in .other(PSEncoding(kind, bigEndian: a.bool(0), mark: a.bool(1))) }
            t.constructor("\(full) new(bool bigEndian, bool byteOrderMark, bool throwOnInvalidBytes)") { a, _ in
              .other(PSEncoding(kind, bigEndian: a.bool(0), mark: a.bool(1), throwsOnInvalid: a.bool(2)))
            }
          default: break
          }
        }
      }
      TypeTable.register("\(full)+\(k)Sealed") { NetType("\(full)+\(k)Sealed", base: TypeTable.get(full)) }
    }
  }

  private static func defineEncoding(_ t: NetType) {
    let statics: [(String, PSEncoding)] = [
      ("ASCII", PSEncoding(.ascii, sealed: true)), ("BigEndianUnicode", PSEncoding(.utf16, bigEndian: true)),
      ("Default", PSEncoding(.utf8, mark: false, sealed: true)), ("Latin1", PSEncoding(.latin1, sealed: true)),
      ("Unicode", PSEncoding(.utf16)), ("UTF32", PSEncoding(.utf32)), ("UTF7", PSEncoding(.utf7)), ("UTF8", PSEncoding(.utf8, sealed: true)),
    ]
    for (n, e) in statics { t.staticProperty("System.Text.Encoding \(n) {get;}") { _ in .other(e) } }
    t.staticMethod("static System.Text.Encoding GetEncoding(string name)") { a, _ in
      guard let e = PSEncoding.named(a.string(0)) else {
        throw argumentError(
          """
          '\(a.string(0))' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the \
          Encoding.RegisterProvider method.
          """,
          param: "name")
      }
      return .other(e)
    }
    t.staticMethod("static System.Text.Encoding GetEncoding(int codepage)") { a, _ in
      guard 0...65535 ~= a.int(0) else { throw outOfRange("codepage", "Valid values are between 0 and 65535, inclusive.") }
      if a.int(0) == 0 { return .other(PSEncoding(.utf8)) }
      guard let e = PSEncoding.named(String(a.int(0))) else {
        guard (0...65535).contains(a.int(0)) else { throw outOfRange("codepage", "Valid values are between 0 and 65535, inclusive.") }
        throw notSupported(
          "No data is available for encoding \(a.int(0)). For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method."
        )
      }
      return .other(e)
    }
    t.staticMethod("static byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes)") { a, _ in .bytes(of(a.at(1)).encode(of(a.at(0)).decode(a.bytes(2)))) }
    t.staticMethod("static void RegisterProvider(System.Object provider)") { _, _ in .void }
    t.property("System.ReadOnlySpan[byte] Preamble {get;}") { _, _ in .null }
    t.property("string BodyName {get;}") { v, _ in .str(of(v).bodyName) }
    t.property("string EncodingName {get;}") { v, _ in .str(of(v).displayName) }
    t.property("string HeaderName {get;}") { v, _ in .str(of(v).webName) }
    t.property("string WebName {get;}") { v, _ in .str(of(v).webName) }
    func known(_ v: Value) throws -> PSEncoding {
      let e = of(v)
      guard e.kind == .page else { return e }
      throw notSupported(
        "No data is available for encoding \(e.codePage). For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.")
    }
    t.property("int WindowsCodePage {get;}") { v, _ in .count(try known(v).isSingleByte ? 1252 : 1200) }
    t.property("bool IsBrowserDisplay {get;}") { v, _ in .bool(try known(v).uses.browserDisplay) }
    t.property("bool IsBrowserSave {get;}") { v, _ in .bool(try known(v).uses.browserSave) }
    t.property("bool IsMailNewsDisplay {get;}") { v, _ in .bool(try known(v).uses.mailDisplay) }
    t.property("bool IsMailNewsSave {get;}") { v, _ in .bool(try known(v).uses.mailSave) }
    t.property("bool IsSingleByte {get;}") { v, _ in .bool(of(v).isSingleByte) }
    t.property("bool IsReadOnly {get;}") { _, _ in .yes }
    t.property("int CodePage {get;}") { v, _ in .count(of(v).codePage) }
    t.method("byte[] GetBytes(string s)") { v, a, _ in
      guard let s = a.text(0) else { throw nullArgument("chars") }
      return .bytes(try of(v).bytes(s))
    }
    t.method("byte[] GetBytes(char[] chars)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("chars") }
      return .bytes(of(v).encode(String(units: a.chars(0))))
    }
    t.method("byte[] GetBytes(string s, int index, int count)") { v, a, _ in
      guard case .string(let s) = try substring(a.string(0), a.int(1), a.int(2)) else { return .null }
      return .bytes(of(v).encode(s.string))
    }
    t.method("int GetByteCount(string s)") { v, a, _ in
      guard let s = a.text(0) else { throw nullArgument("chars") }
      return .count(of(v).encode(s).count)
    }
    t.method("int GetByteCount(char[] chars)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("chars") }
      return .count(of(v).encode(String(units: a.chars(0))).count)
    }
    t.method("int GetCharCount(byte[] bytes)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("bytes") }
      return .count(of(v).decode(a.bytes(0)).netLength)
    }
    t.method("char[] GetChars(byte[] bytes)") { v, a, _ in .chars(of(v).decode(a.bytes(0)).utf16) }
    t.method("string GetString(byte[] bytes)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("bytes") }
      return .str(try of(v).string(a.bytes(0)))
    }
    t.method("string GetString(byte[] bytes, int index, int count)") { v, a, _ in
      let b = a.bytes(0), i = a.int(1), n = a.int(2)
      guard i >= 0, n >= 0, i + n <= b.count else { throw outOfRange("bytes", "Index and count must refer to a location within the buffer.") }
      return .str(try of(v).string(b[i..<(i + n)]))
    }
    func section<T>(_ all: [T], _ a: [Value], _ name: String) throws -> ArraySlice<T> {
      let i = a.int(1), n = a.int(2)
      if i < 0 { throw outOfRange("index", "Non-negative number required.") }
      if n < 0 { throw outOfRange("count", "Non-negative number required.") }
      guard i + n <= all.count else { throw outOfRange(name, "Index and count must refer to a location within the buffer.") }
      return all[i..<(i + n)]
    }
    func put<T>(_ from: [T], _ to: PSArray?, _ at: Int, _ name: String, _ kind: String, _ make: (T) -> Value) throws -> Value {
      guard let to else { throw nullArgument(name) }
      guard at >= 0, at + from.count <= to.count else {
        throw argumentError(
          "The output \(kind) buffer is too small to contain the \(kind == "byte" ? "encoded data" : "decoded characters"), encoding codepage 'codepage' and fallback.",
          param: name)
      }
      for (k, x) in from.enumerated() { to[at + k] = make(x) }
      return .count(from.count)
    }
    t.method("byte[] GetBytes(char[] chars, int index, int count)") { v, a, _ in .bytes(of(v).encode(String(units: try section(a.chars(0), a, "chars")))) }
    t.method("int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)") { v, a, _ in
      try put(of(v).encode(String(units: try section(a.chars(0), a, "chars"))), a.array(3), a.int(4), "bytes", "byte") { .byte($0) }
    }
    t.method("int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)") { v, a, _ in
      try put(of(v).encode(String(units: try section(Array(a.string(0).utf16), a, "s"))), a.array(3), a.int(4), "bytes", "byte") { .byte($0) }
    }
    t.method("int GetByteCount(char[] chars, int index, int count)") { v, a, _ in .count(of(v).encode(String(units: try section(a.chars(0), a, "chars"))).count) }
    t.method("int GetByteCount(string s, int index, int count)") { v, a, _ in .count(of(v).encode(String(units: try section(Array(a.string(0).utf16), a, "s"))).count) }
    t.method("int GetCharCount(byte[] bytes, int index, int count)") { v, a, _ in .count(of(v).decode(try section(a.bytes(0), a, "bytes")).netLength) }
    t.method("char[] GetChars(byte[] bytes, int index, int count)") { v, a, _ in .chars(of(v).decode(try section(a.bytes(0), a, "bytes")).utf16) }
    t.method("int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)") { v, a, _ in
      try put(Array(of(v).decode(try section(a.bytes(0), a, "bytes")).utf16), a.array(3), a.int(4), "chars", "char") { .char($0) }
    }
    t.method("int GetMaxCharCount(int byteCount)") { v, a, _ in
      if a.int(0) < 0 { throw mustBeNonNegative("byteCount", a.int(0)) }
      let n = a.int(0)
      return .count(of(v).kind == .utf8 ? n + 1 : of(v).kind == .utf16 ? n / 2 + n % 2 + 1 : of(v).kind == .utf32 ? n / 2 + 2 : n)
    }
    t.method("bool IsAlwaysNormalized()") { v, _, _ in .bool(of(v).kind == .ascii) }
    t.staticMethod("static byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes, int index, int count)") { a, _ in
      .bytes(of(a.at(1)).encode(of(a.at(0)).decode(try section(a.bytes(2), [.null, a.at(3), a.at(4)], "bytes"))))
    }
    t.property("System.ReadOnlySpan[byte] Preamble {get;}") { _, _ in .null }
    t.method("byte[] GetPreamble()") { v, _, _ in .bytes(of(v).preamble) }
    t.method("int GetMaxByteCount(int charCount)") { v, a, _ in .count((a.int(0) + 1) * (of(v).kind == .utf8 ? 3 : of(v).isSingleByte ? 1 : of(v).kind == .utf16 ? 2 : 4)) }
    t.method("System.Object Clone()") { v, _, _ in .other(PSEncoding(like: of(v))) }
    t.method("bool IsAlwaysNormalized(System.Text.NormalizationForm form)") { v, _, _ in .bool(of(v).kind == .ascii) }
  }
}
