/// Writes objects as an HTML page or fragment, as a table or a list.
import Engine

struct ConvertToHtml: Cmdlet {
  static let command = Command("ConvertTo", "Html", defaultSet: "Page",
    outputs: ["System.String"],
    synopsis: "Writes objects as a table or list in HTML.",
    examples: [("A page", "Get-CsUser | ConvertTo-Html -Property DisplayName, SipAddress -Title Users")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Property", at: 0) var property: [Value]
  @Parameter("Body", at: 3, sets: ["Page"]) var body: [String]
  @Parameter("Head", at: 1, sets: ["Page"]) var head: [String]
  @Parameter("Title", at: 2, sets: ["Page"], validate: [.notNullOrEmpty]) var title: String?
  @Parameter("As", validate: [.notNullOrEmpty, .set(["Table", "List"], ignoreCase: true, message: nil)]) var layout: String?
  @Parameter("CssUri", sets: ["Page"], aliases: ["cu", "uri"], validate: [.notNullOrEmpty], type: "System.Uri") var cssUri: Value?
  @Parameter("Fragment", sets: ["Fragment"], validate: [.notNullOrEmpty]) var fragment: Switch
  @Parameter("PostContent", validate: [.notNullOrEmpty]) var postContent: [String]
  @Parameter("PreContent", validate: [.notNullOrEmpty]) var preContent: [String]
  @Parameter("Meta", sets: ["Page"], validate: [.notNullOrEmpty]) var meta: PSHash?
  @Parameter("Charset", sets: ["Page"], validate: [.notNullOrEmpty, .pattern("^[A-Za-z0-9]\\w+\\S+[A-Za-z0-9]$", options: "", message: nil)]) var charset: String?
  @Parameter("Transitional", sets: ["Page"], validate: [.notNullOrEmpty]) var transitional: Switch

  private var columns: [HtmlColumn] = []
  private var given: [PropertyArgument] = []
  private var rows = 0
  private var isList: Bool { layout?.equalsIgnoringCase("List") ?? false }

  mutating func begin(_ shell: Invocation) throws {
    if let cssUri, Conversion.toString(cssUri, shell.context).trimmed.isEmpty {
      throw shell.terminating(
        "ArgumentException", .invalidArgument, "This command cannot be run because 'CSSUri' is empty or blank. Please specify CSSUri and then run the command.",
        exception: "System.ArgumentException", target: .str("CSSUri"))
    }
    try shell.requireProperties(property)
    given = try PropertyArgument.parse(property.isEmpty ? [.str("*")] : property, HtmlColumn.keys, shell)
    if !fragment.isOn { try writeHead(shell) }
    for line in preContent { try shell.write(line) }
    try shell.write("<table>")
  }
  private func writeHead(_ shell: Invocation) throws {
    let kind = transitional.isOn ? ("Transitional", "transitional") : ("Strict", "strict")
    try shell.write("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 \(kind.0)//EN\"  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-\(kind.1).dtd\">")
    try shell.write("<html xmlns=\"http://www.w3.org/1999/xhtml\">")
    try shell.write("<head>")
    if let charset, !charset.isEmpty { try shell.write("<meta charset=\"\(charset)\">") }
    for (k, v) in meta?.pairs ?? [] {
      let name = Conversion.toString(k).lowercased(), content = Conversion.toString(v)
      switch name {
      case "content-type", "default-style", "x-ua-compatible": try shell.write("<meta http-equiv=\"\(Conversion.toString(k))\" content=\"\(content)\">")
      case "application-name", "author", "description", "generator", "keywords", "viewport": try shell.write("<meta name=\"\(Conversion.toString(k))\" content=\"\(content)\">")
      default:
        try shell.warning("""
          Accepted meta properties are content-type, default-style, application-name, author, description, generator, keywords, x-ua-compatible, and \
          viewport. The meta pair: \(Conversion.toString(k)) and \(content) may not function correctly.
          """)
        try shell.write("<meta name=\"\(Conversion.toString(k))\" content=\"\(content)\">")
      }
    }
    if head.isEmpty { try shell.write("<title>\(title ?? "HTML TABLE")</title>") } else { for line in head { try shell.write(line) } }
    if let cssUri { try shell.write("<link rel=\"stylesheet\" type=\"text/css\" href=\"\(Conversion.toString(cssUri, shell.context))\" />") }
    try shell.write("</head><body>")
    for line in body { try shell.write(line) }
  }
  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    rows += 1
    // a list asks each object for its properties; a table takes those of the first object that has any
    if isList || columns.isEmpty {
      columns = try HtmlColumn.resolve(given, item, shell)
      if columns.isEmpty { return }
      if !isList {
        try shell.write("<colgroup>" + columns.map { "<col\($0.attributes)/>" }.joined() + "</colgroup>")
        try shell.write("<tr>" + columns.map { "<th>\($0.label)</th>" }.joined() + "</tr>")
      }
    }
    if isList {
      if rows > 1 { try shell.write("<tr><td><hr></td></tr>") }
      for c in columns { try shell.write("<tr><td>\(c.label):</td>" + "<td>\(HtmlColumn.escape(try c.text(item, shell)))</td></tr>") }
      return
    }
    var line = "<tr>"
    for c in columns { line += "<td>\(HtmlColumn.escape(try c.text(item, shell)))</td>" }
    try shell.write(line + "</tr>")
  }
  mutating func end(_ shell: Invocation) throws {
    try shell.write("</table>")
    for line in postContent { try shell.write(line) }
    if !fragment.isOn { try shell.write("</body></html>") }
  }
}
