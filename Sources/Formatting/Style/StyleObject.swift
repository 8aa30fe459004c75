/// `$PSStyle`: the session's `Style` as an object scripts read and set.
import Engine

final class StyleObject: Ref {
  enum Part: String, CaseIterable {
    case root = "", formatting = "+FormattingData", progress = "+ProgressConfiguration", files = "+FileInfoFormatting", foreground = "+ForegroundColor", background = "+BackgroundColor"
  }
  let part: Part
  let style: Style
  init(_ part: Part, _ style: Style) { self.part = part; self.style = style; super.init() }
  override var netType: NetType { TypeTable.get(StyleTypes.name + part.rawValue) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { if case .other(let r) = other, let s = r as? StyleObject { s.part == part && s.style === style } else { false } }
}

/// The types behind `$PSStyle`, with their members.
enum StyleTypes {
  static let name = "System.Management.Automation.PSStyle"
  private static let attributes: [(String, Int)] = [
    ("Reset", 0), ("BlinkOff", 25), ("Blink", 5), ("BoldOff", 22), ("Bold", 1), ("DimOff", 22), ("Dim", 2), ("Hidden", 8), ("HiddenOff", 28), ("Reverse", 7), ("ReverseOff", 27),
    ("ItalicOff", 23), ("Italic", 3), ("UnderlineOff", 24), ("Underline", 4), ("StrikethroughOff", 29), ("Strikethrough", 9),
  ]
  private static let colors: [(String, Int)] = [
    ("Black", 30), ("BrightBlack", 90), ("White", 37), ("BrightWhite", 97), ("Red", 31), ("BrightRed", 91), ("Magenta", 35), ("BrightMagenta", 95),
    ("Blue", 34), ("BrightBlue", 94), ("Cyan", 36), ("BrightCyan", 96), ("Green", 32), ("BrightGreen", 92), ("Yellow", 33), ("BrightYellow", 93),
  ]
  private static let formatting: [(String, ReferenceWritableKeyPath<Style, String>)] = [
    ("FormatAccent", \.formatAccent), ("TableHeader", \.tableHeader), ("CustomTableHeaderLabel", \.customTableHeaderLabel), ("ErrorAccent", \.errorAccent), ("Error", \.error),
    ("Warning", \.warning), ("Verbose", \.verbose), ("Debug", \.debug), ("FeedbackName", \.feedbackName), ("FeedbackText", \.feedbackText), ("FeedbackAction", \.feedbackAction),
  ]
  private static let files: [(String, ReferenceWritableKeyPath<Style, String>)] = [("Directory", \.directory), ("SymbolicLink", \.symbolicLink), ("Executable", \.executable)]

  nonisolated(unsafe) private static var isRegistered = false
  static func register() {
    if isRegistered { return }
    isRegistered = true
    TypeTable.register("System.Management.Automation.OutputRendering") {
      let t = NetType("System.Management.Automation.OutputRendering", .enum, base: TypeTable.enumType)
      t.enumeration = EnumInfo([("Host", 0), ("PlainText", 1), ("Ansi", 2)])
      return t
    }
    TypeTable.register("System.Management.Automation.ProgressView") {
      let t = NetType("System.Management.Automation.ProgressView", .enum, base: TypeTable.enumType)
      t.enumeration = EnumInfo([("Minimal", 0), ("Classic", 1)])
      return t
    }
    let decorated = "System.Management.Automation.Internal.StringDecorated"
    TypeTable.register(decorated) { NetType(decorated, .struct, base: TypeTable.valueType) { defineDecorated($0) } }
    TypeTable.register(name) { NetType(name, base: TypeTable.object) { root($0) } }
    TypeTable.register(name + "+FormattingData") { NetType(name + "+FormattingData", base: TypeTable.object) { t in for (n, p) in formatting { string(t, n, p) } } }
    TypeTable.register(name + "+FileInfoFormatting") {
      NetType(name + "+FileInfoFormatting", base: TypeTable.object) { t in
        for (n, p) in files { string(t, n, p) }
        t.property("System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary Extension {get;}") { v, _ in
          let h = style(v).extensions
          h.exactType = TypeTable.get(FileExtensions.name)
          return .hash(h)
        }
      }
    }
    TypeTable.register(FileExtensions.name) { NetType(FileExtensions.name, base: TypeTable.object, define: FileExtensions.define) }
    TypeTable.register(name + "+ProgressConfiguration") { NetType(name + "+ProgressConfiguration", base: TypeTable.object) { progress($0) } }
    TypeTable.register(name + "+ForegroundColor") { NetType(name + "+ForegroundColor", base: TypeTable.object) { palette($0, 0) } }
    TypeTable.register(name + "+BackgroundColor") { NetType(name + "+BackgroundColor", base: TypeTable.object) { palette($0, 10) } }
  }

  private static func defineDecorated(_ t: NetType) {
    func text(_ v: Value) -> String { (v.refValue as? DecoratedString)?.string ?? "" }
    t.constructor("System.Management.Automation.Internal.StringDecorated new(string text)") { a, c in .other(DecoratedString(a.first.map { Conversion.toString($0, c) } ?? "")) }
    t.property("int ContentLength {get;}") { v, _ in .int(Int32(clamping: EscapeSequences.stripped(text(v)).utf16.count)) }
    t.property("bool IsDecorated {get;}") { v, _ in .bool(EscapeSequences.contains(text(v))) }
    t.method("string ToString()") { v, _, c in .str(Style.of(c).rendering == .plainText ? EscapeSequences.stripped(text(v)) : text(v)) }
    t.method("string ToString(System.Management.Automation.OutputRendering outputRendering)") { v, a, c in
      .str((a.first.map { Conversion.toString($0, c) } ?? "").equalsIgnoringCase("PlainText") ? EscapeSequences.stripped(text(v)) : text(v))
    }
  }

  private static func style(_ v: Value) -> Style { if case .other(let r) = v.base, let s = r as? StyleObject { s.style } else { Style(plain: false) } }

  private static func string(_ t: NetType, _ name: String, _ path: ReferenceWritableKeyPath<Style, String>) {
    t.property("string \(name) {get;set;}", set: { v, x, c in
      let s = Conversion.toString(x, c)
      if !EscapeSequences.stripped(s).isEmpty {
        throw refused("ArgumentException", FileExtensions.printable(EscapeSequences.stripped(s)))
      }
      style(v)[keyPath: path] = s
    }) { v, _ in .str(style(v)[keyPath: path]) }
  }

  private static func refused(_ name: String, _ message: String) -> TerminatingError {
    TerminatingError(name, message, .notSpecified, exception: "System." + name)
  }

  private static func root(_ t: NetType) {
    t.property("System.Management.Automation.OutputRendering OutputRendering {get;set;}", set: { v, x, c in
      let text = Conversion.toString(x, c)
      let all = Style.Rendering.allCases
      guard let r = all.first(where: { $0.rawValue.equalsIgnoringCase(text) }) ?? Int(text).flatMap({ $0 >= 0 && $0 < all.count ? all[$0] : nil }) else {
          throw TerminatingError(
            "ExceptionWhenSetting",
            """
            Exception setting "OutputRendering": "Cannot convert value "\(text)" to type "System.Management.Automation.OutputRendering". Error: "Unable to \
            match the identifier name \(text) to a valid enumerator name. Specify one of the following enumerator names and try again:
            Host, PlainText, Ansi""
            """,
            .invalidOperation, exception: "System.Management.Automation.SetValueInvocationException")
      }
      style(v).rendering = r
    }) { v, _ in .other(PSEnum("System.Management.Automation.OutputRendering", style(v).rendering.rawValue)) }
    for (n, code) in attributes { t.property("string \(n) {get;}") { _, _ in .str("\u{1B}[\(code)m") } }
    for (n, part) in [("Formatting", StyleObject.Part.formatting), ("Progress", .progress), ("FileInfo", .files), ("Foreground", .foreground), ("Background", .background)] {
      t.property("\(name)\(part.rawValue) \(n) {get;}") { v, _ in .other(StyleObject(part, style(v))) }
    }
    t.method("string FormatHyperlink(string text, uri link)") { _, a, c in
      guard a.count == 2 else { return .null }
      return .str("\u{1B}]8;;\(Conversion.toString(a[1], c))\u{1B}\\\(Conversion.toString(a[0], c))\u{1B}]8;;\u{1B}\\")
    }
    t.staticMethod("static string MapForegroundColorToEscapeSequence(System.ConsoleColor foregroundColor)") { a, c in .str(ConsoleColors.foreground(a.first.map { Conversion.toString($0, c) } ?? "")) }
    t.staticMethod("static string MapBackgroundColorToEscapeSequence(System.ConsoleColor backgroundColor)") { a, c in .str(ConsoleColors.background(a.first.map { Conversion.toString($0, c) } ?? "")) }
    t.staticMethod("static string MapColorPairToEscapeSequence(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor)") { a, c in
      let f = ConsoleColors.code(a.first.map { Conversion.toString($0, c) } ?? "") ?? 39, b = ConsoleColors.code(a.count > 1 ? Conversion.toString(a[1], c) : "") ?? 39
      return .str("\u{1B}[\(f);\(b + 10)m")
    }
  }

  private static func progress(_ t: NetType) {
    string(t, "Style", \.progressStyle)
    t.property("int MaxWidth {get;set;}", set: { v, x, _ in
      let width = Int(try Conversion.toInt32(x))
      if width < 18 { throw refused("ArgumentOutOfRangeException", "The MaxWidth for the Progress rendering must be at least 18 to render correctly. (Parameter 'MaxWidth')") }
      style(v).progressMaxWidth = width
    }) { v, _ in .int(Int32(truncatingIfNeeded: style(v).progressMaxWidth)) }
    t.property(
      "System.Management.Automation.ProgressView View {get;set;}",
      set: { v, x, c in style(v).progressView = Conversion.toString(x, c).lowercased() == "classic" ? "Classic" : "Minimal" }
    ) { v, _ in .other(PSEnum("System.Management.Automation.ProgressView", style(v).progressView)) }
    t.property("bool UseOSCIndicator {get;set;}", set: { v, x, _ in style(v).progressUsesIndicator = Conversion.toBool(x) }) { v, _ in .bool(style(v).progressUsesIndicator) }
  }

  private static func palette(_ t: NetType, _ shift: Int) {
    for (n, code) in colors { t.property("string \(n) {get;}") { _, _ in .str("\u{1B}[\(code + shift)m") } }
    func rgb(_ r: Int64, _ g: Int64, _ b: Int64) -> Value { .str("\u{1B}[\(38 + shift);2;\(r);\(g);\(b)m") }
    t.method("string FromRgb(byte red, byte green, byte blue)") { _, a, _ in
      guard a.count == 3 else { return .null }
      return rgb(try Conversion.toInt64(a[0]), try Conversion.toInt64(a[1]), try Conversion.toInt64(a[2]))
    }
    t.method("string FromRgb(uint rgb)") { _, a, _ in
      let n = try Conversion.toInt64(a.first ?? .null)
      return rgb(n >> 16 & 0xFF, n >> 8 & 0xFF, n & 0xFF)
    }
    t.method("string FromConsoleColor(System.ConsoleColor color)") { _, a, c in
      let name = a.first.map { Conversion.toString($0, c) } ?? ""
      return .str(shift == 0 ? ConsoleColors.foreground(name) : ConsoleColors.background(name))
    }
  }
}

/// A text that knows which part of it is escape sequences.
final class DecoratedString: Ref {
  let string: String
  init(_ s: String) { string = s; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.Internal.StringDecorated") }
  override func text() -> String { string }
}

/// `ConsoleColor` as escape sequences.
enum ConsoleColors {
  private static let codes: [String: Int] = [
    "black": 30, "darkblue": 34, "darkgreen": 32, "darkcyan": 36, "darkred": 31, "darkmagenta": 35, "darkyellow": 33, "gray": 37,
    "darkgray": 90, "blue": 94, "green": 92, "cyan": 96, "red": 91, "magenta": 95, "yellow": 93, "white": 97,
  ]
  static func code(_ name: String) -> Int? { codes[name.lowercased()] }
  static func foreground(_ name: String) -> String { code(name).map { "\u{1B}[\($0)m" } ?? "" }
  static func background(_ name: String) -> String { code(name).map { "\u{1B}[\($0 + 10)m" } ?? "" }
}
