/// Finds nodes in XML text, documents or files by XPath.
import Codecs
import Engine
import NetTypes
import Primitives

struct SelectXml: Cmdlet {
  static let command = Command("Select", "Xml", defaultSet: "Xml",
    outputs: ["Microsoft.PowerShell.Commands.SelectXmlInfo"],
    synopsis: "Looks XML over with XPath.",
    examples: [("All pools of a topology file", "Select-Xml -Path topology.xml -XPath '//pool' | ForEach-Object { $_.Node.fqdn }")])
  @Parameter("Path", at: 1, from: .propertyName, sets: ["Path"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("Xml", at: 1, from: [.pipeline, .propertyName], sets: ["Xml"], mandatory: true, aliases: ["Node"], validate: [.notNullOrEmpty], type: "System.Xml.XmlNode[]") var xml: [Value]
  @Parameter("Content", from: .pipeline, sets: ["Content"], mandatory: true, validate: [.notNullOrEmpty]) var content: [String]
  @Parameter("XPath", at: 0, mandatory: true, validate: [.notNullOrEmpty]) var xpath: String
  @Parameter("Namespace", validate: [.notNullOrEmpty]) var namespace: PSHash?

  private static let info = RecordType("Microsoft.PowerShell.Commands.SelectXmlInfo", ["System.Xml.XmlNode Node {get;set;}", "string Path {get;set;}", "string Pattern {get;set;}"])

  mutating func process(_ shell: Invocation) throws {
    switch shell.parameterSet {
    case "Xml": for n in xml { try search(n, nil, shell) }
    case "Content":
      for text in content {
        let document: Value
        do { document = try Conversion.convert(.str(text), to: TypeTable.get("System.Xml.XmlDocument"), shell.context) }
        catch let e as TerminatingError {
          try shell.error(e.record.errorId, .invalidArgument, e.record.message, exception: "System.Management.Automation.ParentContainsErrorRecordException")
          continue
        }
        try search(document, nil, shell)
      }
    default: for file in try files(shell) { try search(file: file, shell) }
    }
  }
  /// The files of all names; one that is not there ends the command before any is read.
  private func files(_ shell: Invocation) throws -> [String] {
    if $literalPath.isBound { return try literalPath.map { try shell.space.resolve($0).path } }
    var all: [String] = []
    for name in path {
      let found = try shell.space.expand(name, literal: false)
      if let missing = found.first(where: { !$0.exists }) { throw shell.terminating(PathSpace.notFound(missing.shown(as: name))) }
      if let p = found.first, p.provider.name != "FileSystem" {
        try shell.error(
          "ProcessingFile", .invalidOperation, "Cannot open the file because the current provider (\(p.provider.text())) cannot open files.",
          exception: "System.InvalidOperationException", target: .str(name))
      } else { all += found.map(\.path) }
    }
    return all
  }
  private func search(file: String, _ shell: Invocation) throws {
    do {
      let text = String(decoding: TextCodec.utf8File(try Posix.readFile(file)), as: UTF8.self)
      try search(.other(try NetTypes.newDocument(text, preserveWhitespace: true)), file, shell)
    } catch let e as Posix.Failure { try unreadable(file, PSException(e.exceptionType, e.message), shell) }
    catch let e as TerminatingError where SelectXml.isOfTheFile(e.record.exception.type) { try unreadable(file, e.record.exception, shell) }
  }
  private static func isOfTheFile(_ type: NetType) -> Bool { type.fullName == "System.Xml.XmlException" || type.isSubclass(of: "System.InvalidOperationException") }
  private func unreadable(_ file: String, _ e: PSException, _ shell: Invocation) throws {
    try shell.error(ErrorRecord(PSException("System.ArgumentException", "The file '\(file)' cannot be read: \(e.message)", inner: e), id: "ProcessingFile", .invalidArgument, target: .str(file)))
  }
  private func search(_ node: Value, _ file: String?, _ shell: Invocation) throws {
    var arguments: [Value] = [.str(xpath)]
    if let namespace {
      let names = try shell.context.construct(TypeTable.get("System.Xml.XmlNamespaceManager"), [shell.context.construct(TypeTable.get("System.Xml.NameTable"), [])])
      for (prefix, uri) in namespace.pairs {
        if uri.isNull {
          try shell.error(
            "PrefixError", .invalidOperation,
            """
            This command cannot be run because the prefix value in the Namespace parameter is null. Provide a valid value for the prefix, and then run the \
            command again.
            """,
            exception: "System.InvalidOperationException", target: .hash(namespace))
          continue
        }
        do { _ = try shell.context.callMethod(names, "AddNamespace", [.str(Conversion.toString(prefix)), .str(Conversion.toString(uri))]) } catch let e as TerminatingError {
          guard let own = e.record.exception.inner else { throw e }
          throw TerminatingError(ErrorRecord(own, id: own.type.fullName, .notSpecified))
        }
      }
      arguments.append(names)
    }
    let found: Value
    do { found = try shell.context.callMethod(node, "SelectNodes", arguments) }
    catch let e as TerminatingError { throw e.record.exception.inner.map { shell.terminating(ErrorRecord($0, id: $0.type.fullName, .notSpecified)) } ?? e }
    for n in found.elementsIfSequence ?? [] {
      try shell.write(SelectXml.info.make([n, .str(file ?? "InputStream"), .str(xpath)], text: try text(of: n, shell) + (file.map { ":" + $0 } ?? "")))
    }
  }
  private func text(of n: Value, _ shell: Invocation) throws -> String {
    let value = try shell.context.property(n, "Value") ?? .null
    return NetString.trim(Conversion.toString(value.isNull ? try shell.context.property(n, "InnerXml") ?? .null : value))
  }
}
