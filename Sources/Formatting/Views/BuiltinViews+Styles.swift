/// `$PSStyle` and its parts: each colour shown in itself and spelled out.
import Engine

extension BuiltinViews {
  static let styles: [View] = {
    let prefix = "System.Management.Automation.PSStyle"
    let colors = [
      "Black", "BrightBlack", "White", "BrightWhite", "Red", "BrightRed", "Magenta", "BrightMagenta", "Blue", "BrightBlue", "Cyan", "BrightCyan", "Green",
      "BrightGreen", "Yellow", "BrightYellow"
    ]
    let formatting = ["FormatAccent", "ErrorAccent", "Error", "Warning", "Verbose", "Debug", "TableHeader", "CustomTableHeaderLabel", "FeedbackName", "FeedbackText", "FeedbackAction"]
    let attributes = [
      "BlinkOff", "Blink", "BoldOff", "Bold", "DimOff", "Dim", "Hidden", "HiddenOff", "Reverse", "ReverseOff", "ItalicOff", "Italic",
      "UnderlineOff", "Underline", "StrikethroughOff", "Strikethrough",
    ]
    let files = ["Directory", "SymbolicLink", "Executable"]
    func item(_ path: String...) -> ListBody.Item { .init(path.joined(separator: "."), .code { v, c in try spelled(v, path, c) }) }
    func view(_ part: String, _ items: [ListBody.Item]) -> View { View(prefix + part, for: [prefix + part], .list(ListBody(items: items))) }
    return [
      // a reset needs no other behind it
      view("", [.init("Reset", .code { v, c in .str(spelled(ValueText.text(try c.property(v, "Reset") ?? .null, c), ended: false)) })]
        + attributes.map { item($0) } + [.init("OutputRendering")] + formatting.map { item("Formatting", $0) } + [
        item("Progress", "Style"),
        .init("Progress.MaxWidth", .code { v, c in try ViewCode.path(v, "Progress", "MaxWidth", c) }),
        .init("Progress.View", .code { v, c in try ViewCode.path(v, "Progress", "View", c) }),
        .init("Progress.UseOSCIndicator", .code { v, c in try ViewCode.path(v, "Progress", "UseOSCIndicator", c) }),
      ] + files.map { item("FileInfo", $0) } + [.init("FileInfo.Extension", .code { v, c in try extensionNames(try c.property(v, "FileInfo") ?? .null, c) })]
        + colors.map { item("Foreground", $0) } + colors.map { item("Background", $0) }),
      view("+FormattingData", formatting.map { item($0) }),
      view("+ProgressConfiguration", [item("Style"), .init("MaxWidth"), .init("View"), .init("UseOSCIndicator")]),
      view("+FileInfoFormatting", files.map { item($0) } + [.init("Extension", .code(extensions))]),
      view("+ForegroundColor", colors.map { item($0) }),
      view("+BackgroundColor", colors.map { item($0) }),
    ]
  }()

  private static func spelled(_ v: Value, _ path: [String], _ c: ExecutionContext) throws -> Value {
    var x = v
    for p in path { x = try c.property(x, p) ?? .null }
    return .str(spelled(ValueText.text(x, c)))
  }
  private static func spelled(_ s: String, ended: Bool = true) -> String {
    s + s.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: "`e") + (ended ? Style.reset : "")
  }

  private static func extensionNames(_ v: Value, _ c: ExecutionContext) throws -> Value {
    guard case .hash(let h)? = try c.property(v, "Extension")?.base else { return .emptyString }
    return .str(h.pairs.map { ValueText.text($0.key, c) }.joined(separator: ","))
  }

  private static func extensions(_ v: Value, _ c: ExecutionContext) throws -> Value {
    guard case .hash(let h)? = try c.property(v, "Extension")?.base else { return .emptyString }
    let pairs = h.pairs.map { (ValueText.text($0.key, c), ValueText.text($0.value, c)) }
    let width = pairs.map(\.0.count).max() ?? 0
    return .str(pairs.map { k, s in k + String(repeating: " ", count: width - k.count) + " = \"" + spelled(s) + "\"\n" }.joined())
  }
}
