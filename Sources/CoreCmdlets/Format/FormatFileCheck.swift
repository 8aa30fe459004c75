/// What is wrong with a format file, in PowerShell's sentences: views of tables, lists and columns, with the place as an XPath.
import Codecs
import Engine
import Syntax

final class FormatFileCheck {
  private let path: String
  private var found: [String] = []
  private var place: [String] = []
  init(_ path: String) { self.path = path }

  func errors(in root: XmlTree) -> [String] {
    guard root.name.equalsIgnoringCase("Configuration") else {
      unknown(root)
      return found
    }
    within(root) {
      for n in root.children {
        switch n.name.lowercased() {
        case "viewdefinitions": within(n) { views(n) }
        case "defaultsettings", "selectionsets", "controls": break
        default: unknown(n)
        }
      }
    }
    return found
  }

  // MARK: Sentences

  private func add(_ what: String) { found.append("Error at XPath \(place.isEmpty ? "" : "/" + place.joined(separator: "/")) in file \(path): \(what)") }
  /// False, so that what is being read can be given up in the same breath.
  private func fail(_ what: String) -> Bool { add(what); return false }
  private func unknown(_ n: XmlTree) { add("\(n.name) is an unknown node.") }
  private func duplicate() -> Bool { fail("A duplicate node exists.") }
  private func within<T>(_ n: XmlTree, _ index: Int? = nil, _ body: () -> T) -> T {
    place.append(index.map { "\(n.name)[\($0 + 1)]" } ?? n.name)
    defer { place.removeLast() }
    if !n.name.equalsIgnoringCase("View") { strayText(n) }
    return body()
  }
  /// Nodes that hold nodes hold no text.
  private func strayText(_ n: XmlTree) {
    guard FormatFileCheck.structure.contains(n.name.lowercased()), !n.text.utf8.allSatisfy({ $0 == 32 || $0 &- 9 < 5 }) else { return }
    let isSelection = n.name.equalsIgnoringCase("ViewSelectedBy")
    if isSelection { place.append("#text") }
    add("#text is an unknown node.")
    if isSelection { place.removeLast() }
  }
  private static let structure: Set<String> = [
    "configuration", "viewdefinitions", "view", "viewselectedby", "tablecontrol", "tableheaders", "tablecolumnheader", "tablerowentries", "tablerowentry",
    "tablecolumnitems", "tablecolumnitem", "listcontrol", "listentries", "listentry", "listitems", "listitem", "widecontrol", "wideentries", "wideentry", "wideitem",
  ]
  private func text(_ n: XmlTree) -> String? {
    let all = FormatFileCheck.innerText(n)
    if all.isEmpty { add("\(n.name) is an empty node."); return nil }
    return all
  }
  private static func innerText(_ n: XmlTree) -> String { n.text + n.children.map(innerText).joined() }
  private func flag(_ n: XmlTree) -> Bool { ["", "true", "false"].contains(FormatFileCheck.innerText(n).lowercased()) || fail("A Boolean value is expected.") }
  /// Each of the nodes once; `visit` says whether to go on.
  private func each(_ parent: XmlTree, _ allowed: Set<String>, _ visit: (XmlTree) -> Bool) -> Bool {
    var seen: Set<String> = []
    for n in parent.children {
      let name = n.name.lowercased()
      guard allowed.contains(name) else { unknown(n); continue }
      if !seen.insert(name).inserted { return duplicate() }
      if !visit(n) { return false }
    }
    return true
  }

  // MARK: Views

  private static let controls = ["TableControl", "ListControl", "WideControl", "CustomControl"]

  private func views(_ all: XmlTree) {
    var index = 0
    for n in all.children {
      guard n.name.equalsIgnoringCase("View") else { unknown(n); continue }
      within(n, index) { view(n) }
      index += 1
    }
  }
  private func view(_ v: XmlTree) {
    guard common(v) else { return add("The view cannot be loaded.") }
    var control: XmlTree?, isLoaded = false
    for n in v.children where FormatFileCheck.controls.contains(where: { $0.equalsIgnoringCase(n.name) }) {
      if control != nil { _ = duplicate(); return }
      control = n
      switch n.name.lowercased() {
      case "tablecontrol": isLoaded = within(n) { table(n) }
      case "listcontrol": isLoaded = within(n) { list(n) }
      case "widecontrol": isLoaded = within(n) { wide(n) }
      default: isLoaded = true
      }
    }
    if !isLoaded { return add("A node is missing from \(FormatFileCheck.controls.joined(separator: ", ")).") }
    let isOutOfBand = v.children.contains { $0.name.equalsIgnoringCase("OutOfBand") }
    if isOutOfBand, let control, !["customcontrol", "listcontrol"].contains(control.name.lowercased()) {
      return add("Out Of Band views can only have CustomControl or ListControl.")
    }
    if isOutOfBand, v.children.contains(where: { $0.name.equalsIgnoringCase("GroupBy") }) { return add("An Out Of Band view cannot have GroupBy.") }
    let known = Set(FormatFileCheck.controls.map { $0.lowercased() } + ["name", "viewselectedby", "groupby", "outofband", "controls"])
    strayText(v)
    for n in v.children where !known.contains(n.name.lowercased()) { unknown(n) }
  }
  private func common(_ v: XmlTree) -> Bool {
    var seen: Set<String> = []
    for n in v.children {
      let name = n.name.lowercased()
      guard ["name", "viewselectedby", "groupby"].contains(name) else { continue }
      if !seen.insert(name).inserted { return duplicate() }
      if name == "name", text(n) == nil { return false }
      if name == "viewselectedby", !selection(n, conditions: false) { return false }
      if name == "groupby", !within(n, nil, { grouping(n) }) { return false }
    }
    for n in ["Name", "ViewSelectedBy"] where !seen.contains(n.lowercased()) { return fail("Node \(n) is missing.") }
    return true
  }
  private func grouping(_ n: XmlTree) -> Bool {
    n.children.contains { ["propertyname", "scriptblock"].contains($0.name.lowercased()) } || fail("An expression is expected.")
  }
  private func selection(_ n: XmlTree, conditions: Bool) -> Bool {
    within(n) {
      var any = false
      for t in n.children {
        let isRead = within(t) { () -> Bool in
          switch t.name.lowercased() {
          case "typename", "selectionsetname": any = true; return text(t) != nil
          case "selectioncondition" where conditions:
            any = true
            return FormatFileCheck.namesTypes(t) || within(t) { fail("A node is missing from SelectionSetName, TypeName.") }
          default: unknown(t); return true
          }
        }
        if !isRead { return false }
      }
      return any || fail("No type or condition is specified for applying the view.")
    }
  }

  /// A condition is for types or a set of them.
  private static func namesTypes(_ condition: XmlTree) -> Bool { condition.children.contains { ["typename", "selectionsetname"].contains($0.name.lowercased()) } }
  /// An entry whose selection cannot be read is for all.
  private static func isForAll(_ entry: XmlTree) -> Bool {
    !entry.children.contains { s in
      s.name.equalsIgnoringCase("EntrySelectedBy") && s.children.allSatisfy { !$0.name.equalsIgnoringCase("SelectionCondition") || namesTypes($0) }
    }
  }

  // MARK: Controls

  private func table(_ t: XmlTree) -> Bool {
    var headers = 0, rows: (first: Int, others: [Int])?
    let isRead = each(t, ["hidetableheaders", "autosize", "tableheaders", "tablerowentries"]) { n in
      switch n.name.lowercased() {
      case "tableheaders":
        guard let count = within(n, nil, { self.headers(n) }) else { return false }
        headers = count
      case "tablerowentries": rows = within(n) { self.rows(n) }; return rows != nil
      default: return flag(n)
      }
      return true
    }
    if !isRead { return false }
    guard let rows else { return fail("Node TableRowEntries is missing.") }
    if headers > 0, headers != rows.first { return fail("The header item count = \(headers) does not match default row item count = \(rows.first).") }
    for (k, n) in rows.others.enumerated() where n != rows.first {
      // the places are filled as PowerShell fills them
      return fail("The row item count = \(n) on alternative set #\(rows.first) does not match default row item count = \(k + 1).")
    }
    return true
  }
  /// How many columns are described; nil when one cannot be read.
  private func headers(_ h: XmlTree) -> Int? {
    var count = 0
    for n in h.children {
      guard n.name.equalsIgnoringCase("TableColumnHeader") else { unknown(n); continue }
      let isRead = within(n, count) {
        each(n, ["label", "width", "alignment"]) { n in
          switch n.name.lowercased() {
          case "width":
            guard let t = text(n) else { return fail("The Width value is not valid.") }
            guard let w = Int(XmlTree.trim(t)), w > 0 else { add("A positive integer is expected."); return fail("The Width value is not valid.") }
            return true
          case "alignment": return alignment(n)
          default: return !n.attributes.isEmpty || text(n) != nil
          }
        }
      }
      if !isRead { add("The column header definition is not valid; all headers are discarded."); return nil }
      count += 1
    }
    return count
  }
  private func alignment(_ n: XmlTree) -> Bool {
    guard let t = text(n) else { return false }
    return ["left", "right", "center"].contains(t.lowercased()) || fail("\"\(t)\" is not a valid alignment value.")
  }
  /// How many items the default row and each of the others have; nil when they cannot be used.
  private func rows(_ r: XmlTree) -> (first: Int, others: [Int])? {
    var first: Int?, others: [Int] = []
    let isRead = entries(r, "TableRowEntry", failed: "TableRowEntry failed to load.") { n, isDefault in
      var items = 0
      let isRead = each(n, ["entryselectedby", "tablecolumnitems", "wrap"]) { c in
        switch c.name.lowercased() {
        case "entryselectedby": _ = selection(c, conditions: true)
        case "wrap": return flag(c)
        default:
          return within(c) {
            for i in c.children {
              guard i.name.equalsIgnoringCase("TableColumnItem") else { unknown(i); continue }
              if !within(i, items, { item(i, ["alignment"]) }) { return false }
              items += 1
            }
            return true
          }
        }
        return true
      }
      if isRead { if isDefault { first = items } else { others.append(items) } }
      return isRead
    }
    return isRead ? first.map { ($0, others) } : nil
  }
  /// The entries of a control, of which one is for all that no other is for.
  private func entries(_ parent: XmlTree, _ name: String, failed: String, _ read: (XmlTree, _ isDefault: Bool) -> Bool) -> Bool {
    var index = 0, hasDefault = false
    for n in parent.children {
      guard n.name.equalsIgnoringCase(name) else { unknown(n); continue }
      let isDefault = FormatFileCheck.isForAll(n)
      if !within(n, index, { read(n, isDefault) }) { return fail(failed) }
      if isDefault {
        if hasDefault { return fail("There cannot be more than one default \(name).") }
        hasDefault = true
      }
      index += 1
    }
    return hasDefault || fail("There must be at least one default \(name).")
  }
  private func list(_ l: XmlTree) -> Bool {
    var isThere = false
    let isRead = each(l, ["listentries"]) { n in
      isThere = true
      return within(n) {
        if n.children.isEmpty { return true }
        return entries(n, "ListEntry", failed: "ListEntry failed to load.") { e, _ in
          var items = true
          _ = each(e, ["entryselectedby", "listitems"]) { c in
            if c.name.equalsIgnoringCase("EntrySelectedBy") { _ = selection(c, conditions: true); return true }
            items = within(c) { listItems(c) }
            return true
          }
          return items || fail("The definition list is missing.")
        }
      }
    }
    return isRead && (isThere || fail("Node ListEntries is missing."))
  }
  private func listItems(_ all: XmlTree) -> Bool {
    var count = 0
    for i in all.children {
      guard i.name.equalsIgnoringCase("ListItem") else { unknown(i); continue }
      if !within(i, nil, { item(i, ["label", "itemselectioncondition"]) }) { return fail("The property entry is not valid.") }
      count += 1
    }
    return count > 0 || fail("At least one list view item must be specified.")
  }
  private func wide(_ w: XmlTree) -> Bool {
    var isThere = false, isSaid = false
    let isRead = each(w, ["autosize", "columnnumber", "wideentries"]) { n in
      if ["autosize", "columnnumber"].contains(n.name.lowercased()) {
        if isSaid { return fail("AutoSize and ColumnNumber are mutually exclusive.") }
        isSaid = true
      }
      switch n.name.lowercased() {
      case "autosize": return flag(n)
      case "columnnumber": return Int(XmlTree.trim(n.text)).map { $0 > 0 } ?? false || fail("A positive integer is expected.")
      default:
        isThere = true
        return within(n) {
          entries(n, "WideEntry", failed: "WideEntry is not valid.") { e, _ in
            var hasItem = false
            let isRead = each(e, ["entryselectedby", "wideitem"]) { c in
              if c.name.equalsIgnoringCase("EntrySelectedBy") { _ = selection(c, conditions: true); return true }
              hasItem = true
              return within(c) { item(c, []) } || fail("WideItem is not valid.")
            }
            return isRead && (hasItem || fail("Node WideItem is missing."))
          }
        }
      }
    }
    return isRead && (isThere || fail("Node WideEntries is missing."))
  }

  // MARK: Items

  /// A property or script block with its format, or a text; `more` are the other nodes it may have.
  private func item(_ i: XmlTree, _ more: Set<String>) -> Bool {
    var hasExpression = false, hasFormat = false, hasText = false
    for n in i.children {
      switch n.name.lowercased() {
      case "propertyname", "scriptblock":
        if hasExpression { return duplicate() }
        hasExpression = true
        let isScript = n.name.equalsIgnoringCase("ScriptBlock")
        guard let t = text(n) else { return fail(isScript ? "Script block text is missing." : "A property is missing.") }
        if isScript, let first = Parser.parse(SourceText(t)).errors.first { return fail("Script block \"\(first.message)\" is not valid.") }
      case "formatstring":
        if hasFormat { return duplicate() }
        hasFormat = true
        if text(n) == nil { return fail("A format string is missing.") }
      case "text":
        if hasText { return duplicate() }
        hasText = true
        if n.attributes.isEmpty, text(n) == nil { return fail("Text is not valid.") }
      default: break
      }
    }
    if hasExpression, hasText { return fail("Text cannot be specified with an expression.") }
    if hasFormat, !hasExpression { return fail("FormatString cannot be specified without an expression.") }
    for n in i.children {
      let name = n.name.lowercased()
      if ["propertyname", "scriptblock", "formatstring", "text"].contains(name) { continue }
      guard more.contains(name) else { unknown(n); continue }
      if name == "alignment", !alignment(n) { return false }
    }
    return true
  }
}
