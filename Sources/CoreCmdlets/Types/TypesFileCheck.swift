/// What is wrong with a types file, in PowerShell's sentences. A `<Type>` in which anything is wrong is left out whole.
import Codecs
import Engine
import Syntax

final class TypesFileCheck {
  private let path: String
  private let scanner: XmlScanner
  private(set) var errors: [String] = []
  /// What a `<Type>` says of how its objects are shown and kept, looked at when all else was.
  private var standardSets: [XmlTree] = []

  /// Which nodes an element may have, and which of them hold text.
  private struct Rule {
    let nodes: [String]
    var texts: Set<String>?
    var required: [String] = []
  }
  private static let rules: [String: Rule] = [
    "NoteProperty": Rule(nodes: ["Name", "Value", "TypeName"], required: ["Name", "Value"]),
    "AliasProperty": Rule(nodes: ["Name", "ReferencedMemberName", "TypeName"], required: ["Name", "ReferencedMemberName"]),
    "ScriptProperty": Rule(nodes: ["Name", "GetScriptBlock", "SetScriptBlock"], required: ["Name"]),
    "ScriptMethod": Rule(nodes: ["Name", "Script"], required: ["Name", "Script"]),
    "CodeProperty": Rule(nodes: ["Name", "GetCodeReference", "SetCodeReference"], texts: ["Name"], required: ["Name"]),
    "CodeMethod": Rule(nodes: ["Name", "CodeReference"], texts: ["Name"], required: ["Name", "CodeReference"]),
    "PropertySet": Rule(nodes: ["Name", "ReferencedProperties"], texts: ["Name"], required: ["Name", "ReferencedProperties"]),
    "MemberSet": Rule(nodes: ["Name", "InheritMembers", "Members"], texts: ["Name", "InheritMembers"], required: ["Name"]),
    "CodeReference": Rule(nodes: ["TypeName", "MethodName"], required: ["TypeName", "MethodName"]),
  ]
  private static let memberKinds = ["NoteProperty", "AliasProperty", "ScriptProperty", "CodeProperty", "ScriptMethod", "CodeMethod", "PropertySet", "MemberSet"]
  private static let reserved = ["psbase", "psadapted", "psextended", "psobject", "pstypenames"]

  init(_ path: String, _ bytes: [UInt8]) { self.path = path; scanner = XmlScanner(bytes) }

  /// The types of the file that are well described.
  func types(_ root: XmlTree) -> [XmlTree] {
    guard root.name == "Types" else {
      add(line: 0, TypesFileCheck.missing("Types", "Document"))
      return []
    }
    var good: [XmlTree] = []
    loose(root, "Types")
    for t in root.children {
      guard t.name == "Type" else { unknown(t, ["Type"]); continue }
      let before = errors.count
      type(t)
      for set in standardSets { standard(set) }
      standardSets = []
      if errors.count == before { good.append(t) }
    }
    return good
  }

  // MARK: Sentences

  private func line(_ at: Int) -> Int { scanner.place(at).line }
  private func add(line: Int, _ message: String) { errors.append("\(path), \(path)(\(line)) : Error: \(message)") }
  private func add(_ at: Int, _ message: String) { add(line: line(at), message) }
  /// Without a place.
  private func add(_ message: String) { errors.append("\(path), \(path) : \(message)") }
  private func add(type: String, _ message: String) { errors.append("Error in TypeData \"\(type)\": \(message)") }
  private static func missing(_ node: String, _ parent: String) -> String {
    "Node \"\(node)\" was not found. It should occur only once under \"\(parent)\". The parent node, \"\(parent)\", will be ignored."
  }
  private func unknown(_ e: XmlTree, _ allowed: [String]) { add(e.start, "The node \(e.name) is not allowed. The following nodes are allowed: \(allowed.joined(separator: ",")).") }
  /// Text where only elements may be.
  private func loose(_ e: XmlTree, _ name: String) {
    if !e.text.utf8.allSatisfy({ $0 <= 32 }) { add(e.start, "Node \"\(name)\" should not have an inner text.") }
  }

  // MARK: Elements

  private func type(_ t: XmlTree) {
    let before = errors.count, allowed = ["Name", "Members", "TypeConverter", "TypeAdapter"]
    // members in which anything is wrong are none
    var hasMembers = false
    loose(t, "Type")
    let found = children(t, "Type", allowed) { e, next in
      switch e.name {
      case "Name": return self.text(e, next)
      case "Members":
        let faults = self.errors.count
        self.members(e)
        hasMembers = self.errors.count == faults
      default: return self.named(e) ? e.name : ""
      }
      return ""
    }
    guard let name = found["Name"], !name.isEmpty else { return add(t.start, TypesFileCheck.missing("Name", "Type")) }
    if !hasMembers, found["TypeConverter"]?.isEmpty ?? true, found["TypeAdapter"]?.isEmpty ?? true {
      return errors.append("\(path), \(path)(\(line(t.start))) : Error in type \"\(name)\": The \"Type\" node must have \"Members\", \"TypeConverters\", or \"TypeAdapters\".")
    }
    if errors.count == before, let m = t.child("Members") { duplicates(m, of: name) }
  }
  /// Visits the children that are allowed; those that come twice, or are not allowed, are told.
  private func children(_ e: XmlTree, _ name: String, _ allowed: [String], _ visit: (XmlTree, Int) -> String) -> [String: String] {
    var found: [String: String] = [:]
    for (i, c) in e.children.enumerated() {
      guard allowed.contains(c.name) else { unknown(c, allowed); continue }
      if found[c.name] != nil { add(c.start, "Node \"\(c.name)\" must occur only once under \"\(name)\". The parent node, \"\(name)\", will be ignored.") }
      found[c.name] = visit(c, i + 1 < e.children.count ? e.children[i + 1].start : e.end)
    }
    return found
  }
  /// The text of an element that must have one.
  private func text(_ e: XmlTree, _ next: Int) -> String {
    let text = e.children.isEmpty ? XmlTree.trim(e.text) : ""
    if text.isEmpty { add(next, "Node \"\(e.name)\" should have an inner text.") }
    return text
  }
  /// `<TypeConverter>`, `<TypeAdapter>`: whether its type is there.
  private func named(_ e: XmlTree) -> Bool {
    let faults = errors.count, found = children(e, e.name, ["TypeName"]) { self.text($0, $1) }
    if found["TypeName"]?.isEmpty ?? true { add(e.start, TypesFileCheck.missing("TypeName", e.name)) } else if let n = e.child("TypeName") { resolve(n) }
    return errors.count == faults
  }
  /// Types of the framework are there, whether this shell has rows for them or not.
  private func resolve(_ e: XmlTree) {
    let name = XmlTree.trim(e.text)
    if TypeTable.resolve(name) == nil, !name.hasPrefix("System."), !name.hasPrefix("Microsoft.") { add(e.start, "Unable to find type [\(name)].") }
  }
  private func hidden(_ e: XmlTree) {
    if let v = e.attributes.first(where: { $0.0 == "IsHidden" })?.1, !["true", "false"].contains(XmlTree.trim(v).lowercased()) {
      add(e.start, "The value should be either TRUE or FALSE instead of \(XmlTree.trim(v)).")
    }
  }
  private func members(_ e: XmlTree) {
    loose(e, "Members")
    for m in e.children {
      guard TypesFileCheck.memberKinds.contains(m.name) else { unknown(m, TypesFileCheck.memberKinds); continue }
      member(m)
    }
  }
  private func member(_ m: XmlTree) {
    guard let rule = TypesFileCheck.rules[m.name] else { return }
    hidden(m)
    loose(m, m.name)
    let found = children(m, m.name, rule.nodes) { e, next in
      if rule.texts?.contains(e.name) ?? true { return self.text(e, next) }
      switch e.name {
      case "Members": self.members(e)
      case "ReferencedProperties":
        for c in e.children { if c.name == "Name" { _ = self.text(c, e.end) } else { self.unknown(c, ["Name"]) } }
        return e.children.isEmpty ? "" : "names"
      default: self.reference(e)
      }
      return e.name
    }
    for n in rule.required where found[n]?.isEmpty ?? true { add(m.start, TypesFileCheck.missing(n, m.name)) }
    switch m.name {
    case "ScriptProperty" where found["GetScriptBlock"]?.isEmpty ?? true && found["SetScriptBlock"]?.isEmpty ?? true: add(m.start, "The ScriptProperty should have a getter or setter.")
    case "CodeProperty" where found["GetCodeReference"] == nil && found["SetCodeReference"] == nil: add(m.start, "The CodeProperty should have a getter or setter.")
    case "NoteProperty", "AliasProperty": if let t = m.child("TypeName"), !XmlTree.trim(t.text).isEmpty { resolve(t) }
    case "MemberSet" where XmlTree.trim(m.child("Name")?.text ?? "").lowercased() == "psstandardmembers": standardSets.append(m)
    default: break
    }
    for n in ["Script", "GetScriptBlock", "SetScriptBlock"] { if let s = m.child(n) { script(s) } }
  }
  private func reference(_ e: XmlTree) {
    let found = children(e, "CodeReference", ["TypeName", "MethodName"]) { self.text($0, $1) }
    for n in ["TypeName", "MethodName"] where found[n]?.isEmpty ?? true { add(e.start, TypesFileCheck.missing(n, "CodeReference")) }
  }
  private func script(_ e: XmlTree) {
    if let first = Parser.parse(SourceText(XmlTree.trim(e.text))).errors.first { add(line: first.extent.startLine + line(e.start) - 1, first.message) }
  }
  /// The members by which the shell shows and keeps objects.
  private func standard(_ set: XmlTree) {
    for m in set.child("Members")?.children ?? [] {
      guard let name = m.value("Name") else { continue }
      switch name.lowercased() {
      case "defaultdisplaypropertyset", "defaultkeypropertyset", "propertyserializationset":
        if m.name != "PropertySet" { add("Member \"\(name)\" must have type \"PropertySet\".") }
      case "defaultdisplayproperty", "serializationmethod", "targettypefordeserialization", "serializationdepth", "inheritpropertyserializationset":
        guard m.name == "NoteProperty" else { add("Member \"\(name)\" must be a note."); continue }
        let value = m.value("Value") ?? ""
        if name.equalsIgnoringCase("SerializationDepth"), Int32(value) == nil { add("Cannot convert note \"\(name)\":\"System.UInt32\".") }
      case "stringserializationsource": break
      default: add("\"\(name)\" is not a standard member and will be ignored.")
      }
    }
  }
  private func duplicates(_ members: XmlTree, of type: String) {
    var names: Set<String> = []
    for m in members.children {
      guard let name = m.value("Name") else { continue }
      if TypesFileCheck.reserved.contains(name.lowercased()) { add(type: type, "The following member name is reserved: \(name)") }
      else if !names.insert(name.lowercased()).inserted { add(type: type, "The member \(name) is already present.") }
    }
  }
}
