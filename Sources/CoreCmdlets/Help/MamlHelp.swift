/// Help written as XML, in the form Microsoft Assistance Markup Language has for commands: a file's command → the objects
/// Get-Help returns. Elements become properties, paragraphs and lists become the text items the views know.
import Codecs
import Engine
import Glibc

struct MamlHelp {
  /// An element: its parts in order, text without blanks around it.
  private final class Node {
    enum Part { case node(Node), text(String) }
    let name: String
    var attributes: [(name: String, value: String)] = []
    var parts: [Part] = []
    init(_ name: String) { self.name = name }
    /// Without the prefix of its namespace.
    var localName: String { name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name }
    var children: [Node] { parts.compactMap { if case .node(let n) = $0 { n } else { nil } } }
    var text: String { parts.map { switch $0 { case .node(let n): n.text; case .text(let t): t } }.joined() }
    func first(_ name: String) -> Node? { children.first { $0.localName.equalsIgnoringCase(name) } }
  }

  /// Commands of the files a session has read, by file; a file that changed is read again.
  private final class Files: Ref {
    var commands: [String: (change: Int, nodes: [String: Node])] = [:]
  }

  /// A command of a help file; nil when the file does not tell of it, or is no help file.
  static func command(_ name: String, in file: String, _ context: ExecutionContext) -> PSObject? {
    let files: Files
    if let known = context.services["MamlHelp"] { files = unsafeDowncast(known, to: Files.self) } else {
      files = Files()
      context.services["MamlHelp"] = files
    }
    let change = changed(file)
    if files.commands[file]?.change != change { files.commands[file] = (change, nodes(of: file)) }
    return files.commands[file]?.nodes[name.lowercased()].map(object)
  }
  /// When a file was written, in nanoseconds.
  private static func changed(_ file: String) -> Int {
    var s = stat()
    return stat(file, &s) == 0 ? s.st_mtim.tv_sec &* 1_000_000_000 &+ s.st_mtim.tv_nsec : 0
  }
  /// The commands of a file, by lower-case name; of a broken one those before the break.
  private static func nodes(of file: String) -> [String: Node] {
    guard let bytes = FileText.read(file) else { return [:] }
    let scanner = XmlScanner(bytes)
    var open: [Node] = [], found: [String: Node] = [:]
    do {
      while try scanner.next() {
        switch scanner.kind {
        case .element:
          let node = Node(scanner.name)
          // the list of commands itself is not kept
          guard !open.isEmpty || node.localName.equalsIgnoringCase("command") else { continue }
          // a command tells the vocabularies it uses, its parts do not
          node.attributes = scanner.attributes.filter { open.isEmpty || !$0.name.hasPrefix("xmlns") }
          open.last?.parts.append(.node(node))
          if !scanner.isEmpty { open.append(node) }
        case .endElement:
          guard let done = open.popLast(), open.isEmpty else { continue }
          if let name = done.first("details")?.first("name")?.text.trimmed.lowercased(), found[name] == nil { found[name] = done }
        case .text, .cdata: open.last?.parts.append(.text(scanner.value))
        case .none, .whitespace, .comment, .instruction, .declaration, .doctype, .end: break
        }
      }
    } catch {}
    return found
  }

  private static func value(_ n: Node) -> Value {
    let children = n.children
    if children.isEmpty {
      let o = PSObject(wrapping: .str(n.text.trimmed))
      for a in n.attributes { o.set(a.name, .str(a.value)) }
      return .object(o)
    }
    if children.contains(where: { ["para", "list", "definitionlist"].contains($0.localName.lowercased()) }) { return HelpText.objects(items(n, children)) }
    return .object(object(n))
  }

  private static func object(_ n: Node) -> PSObject {
    let o = PSObject(reserve: 12)
    var names: [String] = [], values: [String: [Value]] = [:]
    for child in n.children {
      let name = child.localName, key = name.lowercased()
      if values[key] == nil { names.append(name) }
      let v = value(child)
      if let list = v.arrayValue?.values { values[key, default: []] += list } else { values[key, default: []].append(v) }
    }
    for name in names {
      guard let all = values[name.lowercased()], let first = all.first else { continue }
      o.set(name, all.count == 1 && !isTextItem(first) ? first : HelpText.objects(all))
    }
    for a in n.attributes { o.set(a.name, .str(a.value)) }
    o.typeNames = ["MamlCommandHelpInfo#" + n.localName]
    return o
  }

  private static func isTextItem(_ v: Value) -> Bool { v.objectValue?.typeNames?.last == "MamlTextItem" }

  private static func items(_ n: Node, _ children: [Node]) -> [Value] {
    let paragraphs = children.filter { $0.localName.equalsIgnoringCase("para") && !$0.text.trimmed.isEmpty }.count
    let keepsBlanks = n.name.equalsIgnoringCase("maml:introduction")
    var seen = 0, out: [Value] = []
    for child in children {
      switch child.localName.lowercased() {
      case "para":
        seen += 1
        let text = child.text.trimmed
        out.append(item("MamlParaTextItem", [("Text", seen != paragraphs && !text.isEmpty ? text + "\n" : keepsBlanks ? child.text : text)]))
      case "list":
        let isOrdered = child.attributes.contains { $0.name.equalsIgnoringCase("class") && $0.value.equalsIgnoringCase("ordered") }
        for (i, entry) in child.children.filter({ $0.localName.equalsIgnoringCase("listItem") }).enumerated() {
          let number = i + 1 < 10 ? "0\(i + 1). " : "\(i + 1). "
          out.append(item(isOrdered ? "MamlOrderedListTextItem" : "MamlUnorderedListTextItem", [("Text", (entry.first("para") ?? entry).text.trimmed), ("Tag", isOrdered ? number : "* ")]))
        }
      case "definitionlist":
        for entry in child.children where entry.localName.equalsIgnoringCase("definitionListItem") {
          guard let term = entry.first("term")?.text.trimmed, !term.isEmpty else { continue }
          out.append(item("MamlDefinitionTextItem", [("Term", term), ("Definition", entry.first("definition").map { ($0.first("para") ?? $0).text.trimmed } ?? "")]))
        }
      default: break
      }
    }
    return out
  }
  private static func item(_ type: String, _ members: [(String, String)]) -> Value {
    let o = PSObject(members.map { ($0.0, .str($0.1)) })
    o.typeNames = [type, "MamlTextItem"]
    return .object(o)
  }
}
