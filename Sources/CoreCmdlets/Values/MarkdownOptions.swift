/// The styles Get-/Set-MarkdownOption keep.
import Engine

enum MarkdownOptions {
  static func property(_ parameter: String) -> String {
    switch parameter { case "LinkForegroundColor": "Link"; case "ImageAltTextForegroundColor": "Image"; case "BoldForegroundColor": "EmphasisBold"; case "ItalicsForegroundColor": "EmphasisItalics"; default: parameter.hasSuffix("Color") ? String(parameter.dropLast(5)) : parameter }
  }
  static func of(_ context: ExecutionContext) -> PSObject {
    if let o = context.services["MarkdownOptions"] as? PSObject { return o }
    let o = PSObject(type: TypeTable.get("Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"))
    for (n, v) in [("Header1", "[7m"), ("Header2", "[4;93m"), ("Header3", "[4;94m"), ("Header4", "[4;95m"), ("Header5", "[4;96m"), ("Header6", "[4;97m"), ("Code", "[107;95m"), ("Link", "[4;38;5;117m"), ("Image", "[33m"), ("EmphasisBold", "[1m"), ("EmphasisItalics", "[36m")] { o.set(n, .str(v)) }
    context.services["MarkdownOptions"] = o
    return o
  }
}
