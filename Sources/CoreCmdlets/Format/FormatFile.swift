/// Reads a format file (`.format.ps1xml`) into views.
import Codecs
import Engine
import Formatting

struct FormatFile {
  let context: ExecutionContext
  private var controls: [String: XmlTree] = [:]
  private var sets: [String: [String]] = [:]
  init(_ context: ExecutionContext) { self.context = context }

  mutating func views(_ root: XmlTree) throws -> [View] {
    for c in root.child("Controls")?.all("Control") ?? [] { if let n = c.value("Name") { controls[n] = c } }
    for s in root.child("SelectionSets")?.all("SelectionSet") ?? [] { if let n = s.value("Name") { sets[n] = s.child("Types")?.all("TypeName").map { trimmed($0.text) } ?? [] } }
    var all: [View] = []
    for v in root.child("ViewDefinitions")?.all("View") ?? [] {
      for c in v.child("Controls")?.all("Control") ?? [] { if let n = c.value("Name") { controls[n] = c } }
      var types = v.child("ViewSelectedBy")?.all("TypeName").map { trimmed($0.text) } ?? []
      for s in v.child("ViewSelectedBy")?.all("SelectionSetName") ?? [] { types += sets[trimmed(s.text)] ?? [] }
      let body: View.Body
      if let t = v.child("TableControl") { body = .table(try table(t)) }
      else if let l = v.child("ListControl") { body = .list(try list(l)) }
      else if let w = v.child("WideControl") { body = .wide(try wide(w)) }
      else if let c = v.child("CustomControl") { body = .custom(try custom(c)) }
      else { continue }
      all.append(View(v.value("Name") ?? "", for: types, groupBy: try group(v.child("GroupBy")), outOfBand: v.child("OutOfBand") != nil, body))
    }
    return all
  }

  private func trimmed(_ s: String) -> String { String(s.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
  private func block(_ text: String) throws -> ScriptBlock? {
    guard case .block(let b) = try context.callStatic(TypeTable.scriptBlock, "Create", [.str(text)]).base else { return nil }
    return b
  }
  private func source(_ e: XmlTree) throws -> Source? {
    if let p = e.value("PropertyName") { return .property(p) }
    if let s = e.child("ScriptBlock"), let b = try block(s.text) { return .script(b) }
    if let t = e.child("Text") { return .text(t.text) }
    return nil
  }
  private func alignment(_ e: XmlTree) -> Alignment {
    switch e.value("Alignment")?.lowercased() { case "left": .left; case "center": .center; case "right": .right; default: .undefined }
  }
  private func condition(_ e: XmlTree?) throws -> ((Value, ExecutionContext) throws -> Bool)? {
    guard let e else { return nil }
    if let p = e.value("PropertyName") { return { v, c in Conversion.toBool(try c.property(v, p) ?? .null) } }
    if let s = e.child("ScriptBlock"), let b = try block(s.text) { return { v, c in Conversion.toBool(try c.invokeBlock(b, item: v)) } }
    return nil
  }
  private func group(_ e: XmlTree?) throws -> GroupBy? {
    guard let e, let s = try source(e) else { return nil }
    var head: CustomBody?
    if let c = e.child("CustomControl") { head = try custom(c) } else if let n = e.value("CustomControlName"), let c = controls[n]?.child("CustomControl") { head = try custom(c) }
    return GroupBy(s, label: e.value("Label"), head: head)
  }

  private func table(_ e: XmlTree) throws -> TableBody {
    let heads = e.child("TableHeaders")?.all("TableColumnHeader") ?? []
    let rows = e.child("TableRowEntries")?.all("TableRowEntry") ?? []
    let main = rows.first { $0.child("EntrySelectedBy") == nil } ?? rows.first
    func columns(_ entry: XmlTree?) throws -> [TableBody.Column] {
      try (entry?.child("TableColumnItems")?.all("TableColumnItem") ?? []).enumerated().map { i, item in
        let h = i < heads.count ? heads[i] : nil
        return TableBody.Column(
          try source(item) ?? .text(""), label: h?.value("Label"), width: h?.value("Width").flatMap { Int($0) } ?? 0, h.map(alignment) ?? .undefined,
          cells: alignment(item), format: item.value("FormatString"))
      }
    }
    var body = TableBody(try columns(main), autosize: e.child("AutoSize") != nil, hidesHeader: e.child("HideTableHeaders") != nil, wraps: main?.child("Wrap") != nil)
    body.otherRows = try rows.filter { $0.child("EntrySelectedBy") != nil }.map { (try selectors($0), try columns($0), $0.child("Wrap") != nil) }
    return body
  }
  /// What an entry is for: types, sets of types, and conditions on objects of such types.
  private func selectors(_ e: XmlTree) throws -> [EntrySelector] {
    guard let by = e.child("EntrySelectedBy") else { return [] }
    func types(_ x: XmlTree) -> [String] { x.all("TypeName").map { trimmed($0.text) } + x.all("SelectionSetName").flatMap { sets[trimmed($0.text)] ?? [] } }
    var all = types(by).map { EntrySelector($0) }
    for s in by.all("SelectionCondition") {
      let condition = try source(s)
      all += types(s).map { EntrySelector($0, condition: condition) }
    }
    return all
  }

  private func list(_ e: XmlTree) throws -> ListBody {
    var entries: [(selectors: [EntrySelector], items: [ListBody.Item])] = []
    for entry in e.child("ListEntries")?.all("ListEntry") ?? [] {
      var items: [ListBody.Item] = []
      for i in entry.child("ListItems")?.all("ListItem") ?? [] { items.append(try listItem(i)) }
      entries.append((try selectors(entry), items))
    }
    return ListBody(entries: entries)
  }
  @inline(never) private func listItem(_ i: XmlTree) throws -> ListBody.Item {
    let shown = try source(i) ?? .text("")
    let condition = try condition(i.child("ItemSelectionCondition"))
    return ListBody.Item(i.value("Label"), shown, format: i.value("FormatString"), condition: condition)
  }
  private func wide(_ e: XmlTree) throws -> WideBody {
    let entries = e.child("WideEntries")?.all("WideEntry") ?? []
    let item = (entries.first { $0.child("EntrySelectedBy") == nil } ?? entries.first)?.child("WideItem")
    var body = WideBody(
      try item.flatMap { try source($0) } ?? .text(""), columns: e.value("ColumnNumber").flatMap { Int($0) } ?? 0, autosize: e.child("AutoSize") != nil,
      format: item?.value("FormatString"))
    for x in entries where x.child("EntrySelectedBy") != nil {
      guard let i = x.child("WideItem"), let shown = try source(i) else { continue }
      body.otherItems.append((try selectors(x), shown, i.value("FormatString")))
    }
    return body
  }
  /// Controls may name each other, and themselves: what lies deeper than they are ever drawn is left out.
  private final class Nesting { var depth = 0, total = 0 }
  private let nesting = Nesting()
  private func custom(_ e: XmlTree) throws -> CustomBody {
    nesting.depth += 1
    nesting.total += 1
    defer { nesting.depth -= 1 }
    if nesting.depth > 50 || nesting.total > 20_000 { return CustomBody([]) }
    return CustomBody(entries: try (e.child("CustomEntries")?.all("CustomEntry") ?? []).map { (selectors: try selectors($0), items: try items($0.child("CustomItem"))) })
  }
  private func items(_ e: XmlTree?) throws -> [CustomBody.Item] {
    try (e?.children ?? []).compactMap { i -> CustomBody.Item? in
      switch i.name {
      case "Text": return .text(i.text)
      case "NewLine": return .newLine
      case "Frame":
        return .frame(
          first: i.value("FirstLineIndent").flatMap { Int($0) } ?? -(i.value("FirstLineHanging").flatMap { Int($0) } ?? 0),
          left: i.value("LeftIndent").flatMap { Int($0) } ?? 0, right: i.value("RightIndent").flatMap { Int($0) } ?? 0, try items(i.child("CustomItem")))
      case "ExpressionBinding":
        var control: CustomBody?
        if let c = i.child("CustomControl") { control = try custom(c) } else if let n = i.value("CustomControlName"), let c = controls[n]?.child("CustomControl") { control = try custom(c) }
        return .value(
          try source(i) ?? .itself, format: i.value("FormatString"), enumerate: i.child("EnumerateCollection") != nil, control: control,
          condition: try condition(i.child("ItemSelectionCondition")))
      default: return nil
      }
    }
  }
}
