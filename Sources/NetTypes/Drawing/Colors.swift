/// `System.Drawing.Color`, `SystemColors` and `ColorTranslator`: colours by name, by parts and by text.
import Engine
import Primitives

final class PSColor: Ref {
  let argb: UInt32
  /// Its number among the known colours, 0 = none of them.
  let known: Int
  /// A name that no known colour has.
  let ownName: String?
  let isEmpty: Bool
  init(argb: UInt32) { self.argb = argb; known = 0; ownName = nil; isEmpty = false; super.init() }
  init(known n: Int) { argb = KnownColors.all[n].argb; known = n; ownName = nil; isEmpty = false; super.init() }
  init(named n: String) { argb = 0; known = 0; ownName = n; isEmpty = false; super.init() }
  private override init() { argb = 0; known = 0; ownName = nil; isEmpty = true; super.init() }
  nonisolated(unsafe) static let empty = PSColor()
  static func named(_ n: String) -> PSColor { KnownColors.numbers[n.lowercased()].map { PSColor(known: $0) } ?? PSColor(named: n) }
  /// The known colour of a value, if there is one.
  static func recognized(_ argb: UInt32) -> PSColor { KnownColors.number(of: argb).map { PSColor(known: $0) } ?? PSColor(argb: argb) }

  override var netType: NetType { TypeTable.named("System.Drawing.Color") }
  var isNamed: Bool { known > 0 || ownName != nil }
  var name: String { ownName ?? (known > 0 ? KnownColors.all[known].name : String(argb, radix: 16)) }
  var a: Int { Int(argb >> 24) }
  var r: Int { Int(argb >> 16 & 255) }
  var g: Int { Int(argb >> 8 & 255) }
  var b: Int { Int(argb & 255) }
  override func text() -> String { isNamed ? "Color [\(name)]" : isEmpty ? "Color [Empty]" : "Color [A=\(a), R=\(r), G=\(g), B=\(b)]" }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    (other.refValue as? PSColor).map { $0.argb == argb && $0.known == known && $0.ownName == ownName && $0.isEmpty == isEmpty } ?? false
  }
  override var keyHash: UInt { UInt(argb) ^ UInt(known) &* 0x9E37_79B9 }

  // MARK: Hue, saturation, brightness

  private var least: Int { min(r, g, b) }
  private var most: Int { max(r, g, b) }
  var hue: Float {
    if least == most { return 0 }
    let delta = Float(most - least)
    var h: Float = most == r ? Float(g - b) / delta : most == g ? Float(b - r) / delta + 2 : Float(r - g) / delta + 4
    h *= 60
    return h < 0 ? h + 360 : h
  }
  var saturation: Float {
    if least == most { return 0 }
    let sum = most + least
    return Float(most - least) / Float(sum > 255 ? 510 - sum : sum)
  }
  var brightness: Float { Float(most + least) / 510 }
}

/// Colours as text: `Red`, `#ff8000`, `1, 2, 3`.
enum ColorText {
  static func number(_ text: String) throws -> Int {
    let t = NetString.trim(text), lower = t.lowercased()
    let digits = lower.hasPrefix("#") ? t.dropFirst() : lower.hasPrefix("0x") || lower.hasPrefix("&h") ? t.dropFirst(2) : nil
    if let n = digits.map({ UInt32($0, radix: 16).map { Int(Int32(bitPattern: $0)) } }) ?? Int32(t).map({ Int($0) }) { return n }
    throw argumentError("\(t) is not a valid value for Int32.")
  }
  static func read(_ text: String, _ culture: Culture) throws -> PSColor {
    let t = NetString.trim(text), lower = t.lowercased()
    if t.isEmpty { return .empty }
    if let n = KnownColors.numbers[lower] { return PSColor(known: n) }
    let parts = NetString.split(t, [culture.listSeparator]), length = t.utf16.count
    if parts.count == 1 {
      if length >= 2, let q = t.first, q == "'" || q == "\"", t.last == q { return .named(String(t.dropFirst().dropLast())) }
      if length == 7 && t.hasPrefix("#") || length == 8 && (lower.hasPrefix("0x") || lower.hasPrefix("&h")) {
        return .recognized(0xFF00_0000 | UInt32(truncatingIfNeeded: try number(t)))
      }
    }
    let n = try parts.map(number)
    switch n.count {
    case 1: return .recognized(UInt32(truncatingIfNeeded: n[0]))
    case 3: return .recognized(try argb(255, n[0], n[1], n[2]))
    case 4: return .recognized(try argb(n[0], n[1], n[2], n[3]))
    default: throw argumentError("Color '\(text)' is not valid.")
    }
  }
  static func write(_ c: PSColor, _ culture: Culture) -> String {
    if c.isEmpty { return "" }
    if c.known > 0 { return c.name }
    if c.isNamed { return "'\(c.name)'" }
    return ((c.a < 255 ? [c.a] : []) + [c.r, c.g, c.b]).map { String($0) }.joined(separator: culture.listSeparator + " ")
  }
  static func argb(_ a: Int, _ r: Int, _ g: Int, _ b: Int) throws -> UInt32 {
    for (n, name) in [(a, "alpha"), (r, "red"), (g, "green"), (b, "blue")] where !(0...255).contains(n) {
      throw argumentError("Value of '\(n)' is not valid for '\(name)'. '\(name)' should be greater than or equal to 0 and less than or equal to 255.")
    }
    return UInt32(a) << 24 | UInt32(r) << 16 | UInt32(g) << 8 | UInt32(b)
  }

  // MARK: The web's way

  private static let webNames = [
    "activeborder": "ActiveBorder", "activecaption": "ActiveCaption", "appworkspace": "AppWorkspace", "background": "Desktop", "buttonface": "Control",
    "buttonhighlight": "ControlLightLight", "buttonshadow": "ControlDark", "buttontext": "ControlText", "captiontext": "ActiveCaptionText", "graytext": "GrayText",
    "highlight": "Highlight", "highlighttext": "HighlightText", "inactiveborder": "InactiveBorder", "inactivecaption": "InactiveCaption",
    "inactivecaptiontext": "InactiveCaptionText", "infobackground": "Info", "infotext": "InfoText", "menu": "Menu", "menutext": "MenuText",
    "scrollbar": "ScrollBar", "threeddarkshadow": "ControlDarkDark", "threedface": "Control", "threedhighlight": "ControlLight",
    "threedlightshadow": "ControlLightLight", "window": "Window", "windowframe": "WindowFrame", "windowtext": "WindowText",
  ]
  static func readHtml(_ text: String, _ culture: Culture) throws -> PSColor {
    if text.isEmpty { return .empty }
    if text.hasPrefix("#"), [4, 7].contains(text.utf16.count) {
      let digits = text.utf16.count == 7 ? String(text.dropFirst()) : text.dropFirst().map { "\($0)\($0)" }.joined()
      if let n = UInt32(digits, radix: 16) { return PSColor(argb: 0xFF00_0000 | n) }
    }
    if text.equalsIgnoringCase("LightGrey") { return .named("LightGray") }
    if let name = webNames[text.lowercased()] { return .named(name) }
    do { return try read(text, culture) } catch let e as TerminatingError { throw argumentError(e.record.exception.message, param: "htmlColor") }
  }
  static func writeHtml(_ c: PSColor) -> String {
    if c.isEmpty { return "" }
    if c.known > 0, KnownColors.all[c.known].isSystem {
      switch c.name {
      case "ActiveBorder", "Window", "WindowFrame", "WindowText", "Menu", "MenuText", "ScrollBar", "AppWorkspace", "Highlight", "HighlightText", "InactiveBorder",
        "InactiveCaption", "InfoText", "GrayText", "InactiveCaptionText":
        return c.name.lowercased()
      case "Control": return "buttonface"
      case "ControlLightLight": return "buttonhighlight"
      case "ControlDark": return "buttonshadow"
      case "ControlText": return "buttontext"
      case "ActiveCaptionText": return "captiontext"
      case "ActiveCaption", "GradientActiveCaption": return "activecaption"
      case "GradientInactiveCaption": return "inactivecaption"
      case "HotTrack", "MenuHighlight": return "highlight"
      case "Desktop": return "background"
      case "Info": return "infobackground"
      case "MenuBar": return "menu"
      case "ControlDarkDark": return "threeddarkshadow"
      case "ControlLight": return "buttonface"
      default: return ""
      }
    }
    if c.known > 0 { return c.name == "LightGray" ? "LightGrey" : c.name }
    if c.isNamed { return c.name }
    return "#" + [c.r, c.g, c.b].map { ByteText.hex([UInt8($0)]) }.joined()
  }
}

extension NetTypes {
  static func registerColors() {
    let n = "System.Drawing.Color", kind = "System.Drawing.KnownColor"
    registerEnums(in: kind + " " + KnownColors.all.dropFirst().enumerated().map { $0.element.name + ($0.offset == 0 ? "=1" : "") }.joined(separator: " "))
    TypeTable.register(n) {
      let t = NetType(n, .struct, base: TypeTable.valueType, interfaces: ["System.IEquatable`1"], define: defineColor)
      t.converter = { v, c in try v.stringValue.map { .other(try ColorText.read($0, c?.culture ?? .invariant)) } }
      t.hasTypeConverter = true
      return t
    }
    TypeTable.register("System.Drawing.SystemColors") {
      NetType("System.Drawing.SystemColors", base: TypeTable.object) { t in
        for (i, row) in KnownColors.all.enumerated().sorted(by: { $0.element.name < $1.element.name }) where row.isSystem {
          t.staticProperty("\(n) \(row.name) {get;}") { _ in .other(PSColor(known: i)) }
        }
      }
    }
    TypeTable.register("System.Drawing.ColorTranslator") {
      NetType("System.Drawing.ColorTranslator", base: TypeTable.object) { t in
        for m in ["ToWin32", "ToOle"] { t.staticMethod("static int \(m)(\(n) c)") { a, _ in .count(color(a.at(0)).r | color(a.at(0)).g << 8 | color(a.at(0)).b << 16) } }
        for (m, p) in [("FromOle", "oleColor"), ("FromWin32", "win32Color")] {
          t.staticMethod("static \(n) \(m)(int \(p))") { a, _ in
            let x = a.int(0)
            return .other(PSColor.recognized(0xFF00_0000 | UInt32(x & 255) << 16 | UInt32(x >> 8 & 255) << 8 | UInt32(x >> 16 & 255)))
          }
        }
        t.staticMethod("static \(n) FromHtml(string htmlColor)") { a, c in .other(try ColorText.readHtml(a.string(0), c.culture)) }
        t.staticMethod("static string ToHtml(\(n) c)") { a, _ in .str(ColorText.writeHtml(color(a.at(0)))) }
      }
    }
  }
  static func color(_ v: Value) -> PSColor { v.refValue as? PSColor ?? .empty }

  private static func defineColor(_ t: NetType) {
    let n = "System.Drawing.Color"
    t.makeDefault = { .other(PSColor.empty) }
    t.staticProperty("\(n) Empty {get;}") { _ in .other(PSColor.empty) }
    for (i, row) in KnownColors.all.enumerated().sorted(by: { $0.element.name < $1.element.name }) where i > 0 && !row.isSystem {
      t.staticProperty("\(n) \(row.name) {get;}") { _ in .other(PSColor(known: i)) }
    }
    for (name, part) in [("R", \PSColor.r), ("G", \.g), ("B", \.b), ("A", \.a)] as [(String, KeyPath<PSColor, Int>)] {
      t.property("byte \(name) {get;}") { v, _ in .byte(UInt8(color(v)[keyPath: part])) }
    }
    t.property("bool IsKnownColor {get;}") { v, _ in .bool(color(v).known > 0) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(color(v).isEmpty) }
    t.property("bool IsNamedColor {get;}") { v, _ in .bool(color(v).isNamed) }
    t.property("bool IsSystemColor {get;}") { v, _ in .bool(KnownColors.all[color(v).known].isSystem) }
    t.property("string Name {get;}") { v, _ in .str(color(v).name) }
    t.staticMethod("static \(n) FromArgb(int argb)") { a, _ in .other(PSColor(argb: UInt32(truncatingIfNeeded: a.int(0)))) }
    t.staticMethod("static \(n) FromArgb(int alpha, int red, int green, int blue)") { a, _ in .other(PSColor(argb: try ColorText.argb(a.int(0), a.int(1), a.int(2), a.int(3)))) }
    t.staticMethod("static \(n) FromArgb(int alpha, \(n) baseColor)") { a, _ in
      let c = color(a.at(1))
      return .other(PSColor(argb: try ColorText.argb(a.int(0), c.r, c.g, c.b)))
    }
    t.staticMethod("static \(n) FromArgb(int red, int green, int blue)") { a, _ in .other(PSColor(argb: try ColorText.argb(255, a.int(0), a.int(1), a.int(2)))) }
    t.staticMethod("static \(n) FromKnownColor(System.Drawing.KnownColor color)") { a, _ in
      KnownColors.all.indices.dropFirst().contains(a.int(0)) ? .other(PSColor(known: a.int(0))) : .other(PSColor.named(String(a.int(0))))
    }
    t.staticMethod("static \(n) FromName(string name)") { a, _ in .other(PSColor.named(a.string(0))) }
    t.method("float GetBrightness()") { v, _, _ in .single(color(v).brightness) }
    t.method("float GetHue()") { v, _, _ in .single(color(v).hue) }
    t.method("float GetSaturation()") { v, _, _ in .single(color(v).saturation) }
    t.method("int ToArgb()") { v, _, _ in .int(Int32(bitPattern: color(v).argb)) }
    t.method("System.Drawing.KnownColor ToKnownColor()") { v, _, _ in .member("System.Drawing.KnownColor", color(v).known) }
    t.method("string ToString()") { v, _, _ in .str(color(v).text()) }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool IEquatable[Color].Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.staticMethod("static bool op_Equality(\(n) left, \(n) right)") { a, _ in .bool(netEquals(a.at(0), a.at(1))) }
    t.staticMethod("static bool op_Inequality(\(n) left, \(n) right)") { a, _ in .bool(!netEquals(a.at(0), a.at(1))) }
  }
}
