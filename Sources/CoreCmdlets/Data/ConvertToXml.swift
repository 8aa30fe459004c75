/// Writes objects as XML: a document, or text.
import Engine

struct ConvertToXml: Cmdlet {
  static let command = Command("ConvertTo", "Xml",
    outputs: ["System.Xml.XmlDocument", "System.String"],
    synopsis: "Writes objects as an XML document.",
    examples: [("As text", "Get-Date | ConvertTo-Xml -As String")])
  @Parameter("Depth", validate: [.range(.int(1), .int(2147483647))]) var depth: Int?
  @Parameter("InputObject", at: 0, from: .pipeline, attributes: [.allowNull], type: "psobject") var inputObject: Value
  @Parameter("NoTypeInformation") var noTypeInformation: Switch
  @Parameter("As", validate: [.notNullOrEmpty, .set(["Stream", "String", "Document"], ignoreCase: true, message: nil)]) var layout: String?

  private var gathered: [Value] = []

  mutating func process(_ shell: Invocation) throws { gathered.append(inputObject) }
  mutating func end(_ shell: Invocation) throws {
    let form = layout?.lowercased() ?? "document"
    var w = XmlObjectWriter(shell, depth: depth ?? 1, types: !noTypeInformation.isOn, indent: form == "string" || form == "stream")
    if form == "stream" {
      try shell.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
      try shell.write("<Objects>")
      for v in gathered { w.reset(); try w.object(v); try shell.write(w.text) }
      return try shell.write("</Objects>")
    }
    w.open("Objects")
    for v in gathered { try w.object(v) }
    w.close("Objects")
    let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + (w.indent ? "\n" : "") + w.text
    if form == "string" { return try shell.write(text) }
    try shell.write(try Conversion.convert(.str(text), to: TypeTable.get("System.Xml.XmlDocument"), shell.context))
  }
}
