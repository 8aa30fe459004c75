/// The styles Get-/Set-MarkdownOption keep, and Markdown is shown with.
import Engine

struct MarkdownStyle {
  /// Headings 1 to 6, code, link, image, bold, italics: what stands between ESC and the text.
  let values: [String]
  /// False at a host that shows no colours.
  let isColoured: Bool

  func heading(_ n: Int) -> String { values[min(max(n, 1), 6) - 1] }
  var code: String { values[6] }
  var link: String { values[7] }
  var image: String { values[8] }
  var bold: String { values[9] }
  var italics: String { values[10] }

  func paint(_ text: String, _ style: String) -> String { isColoured ? "\u{1B}\(style)\(text)\u{1B}[0m" : text }
}

enum MarkdownOptions {
  static let names = ["Header1", "Header2", "Header3", "Header4", "Header5", "Header6", "Code", "Link", "Image", "EmphasisBold", "EmphasisItalics"]
  private static let dark = ["[7m", "[4;93m", "[4;94m", "[4;95m", "[4;96m", "[4;97m"]
  private static let light = ["[7m", "[4;33m", "[4;34m", "[4;35m", "[4;36m", "[4;30m"]
  private static let rest = ["[48;2;155;155;155;38;2;30;30;30m", "[4;38;5;117m", "[33m", "[1m", "[36m"]

  /// Whether escape sequences are written at all.
  private static let switchName = "EnableVT100Encoding"

  static func property(_ parameter: String) -> String {
    switch parameter {
    case "LinkForegroundColor": "Link"
    case "ImageAltTextForegroundColor": "Image"
    case "BoldForegroundColor": "EmphasisBold"
    case "ItalicsForegroundColor": "EmphasisItalics"
    default: parameter.hasSuffix("Color") ? String(parameter.dropLast(5)) : parameter
    }
  }
  static func make(isLight: Bool = false) -> PSObject {
    let o = PSObject(type: type)
    for (n, v) in zip(names, (isLight ? light : dark) + rest) { o.set(n, .str(v)) }
    o.set(switchName, .yes)
    return o
  }
  static func of(_ context: ExecutionContext) -> PSObject { context.service("MarkdownOptions") { make() } }
  static func keep(_ o: PSObject, _ context: ExecutionContext) { context.services["MarkdownOptions"] = o }
  static func style(_ context: ExecutionContext) -> MarkdownStyle {
    let o = of(context)
    let wanted = o.slot(Symbol.of(switchName)).map { Conversion.toBool(o.slots[$0]) } ?? true
    let coloured = (try? context.property(context.property(context.variable("Host") ?? .null, "UI") ?? .null, "SupportsVirtualTerminal")) ?? nil
    return MarkdownStyle(values: names.map { n in o.slot(Symbol.of(n)).map { Conversion.toString(o.slots[$0]) } ?? "" }, isColoured: wanted && coloured.map { Conversion.toBool($0) } ?? true)
  }
  static func isOptions(_ o: PSObject) -> Bool { o.type === type }

  private static let type: NetType = {
    let t = TypeTable.get("Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo")
    t.extend { t in
      t.method("string AsEscapeSequence(string propertyName)") { v, a, c in
        let code = Conversion.toString(try c.property(v, Conversion.toString(a[0], c)) ?? .null, c)
        return .str("\u{1B}\(code)\(code)\u{1B}[0m")
      }
    }
    return t
  }()
}
