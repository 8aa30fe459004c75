/// Views as elements of a format file.
import Formatting

struct FormatFileWriter {
  /// Script blocks are written; else an empty statement stands for each.
  let includesScriptBlocks: Bool

  private func element(_ name: String, _ text: String) -> String { text.isEmpty ? "<\(name) />" : "<\(name)>\(XmlObjectWriter.escape(text))</\(name)>" }
  private func source(_ s: Source, _ label: String?) -> String {
    switch s {
    case .property(let n): element("PropertyName", n)
    case .script(let b): element("ScriptBlock", includesScriptBlocks ? b.text() : ";")
    case .itself: element("ScriptBlock", includesScriptBlocks ? "$_" : ";")
    case .code, .text: element("PropertyName", label ?? "Value")
    }
  }
  private func format(_ f: String?) -> String { f.map { element("FormatString", $0) } ?? "" }
  private func side(_ a: Alignment) -> String {
    switch a { case .undefined: ""; case .left: element("Alignment", "Left"); case .right: element("Alignment", "Right"); case .center: element("Alignment", "Center") }
  }
  private func selectedBy(_ all: [EntrySelector]) -> String {
    if all.isEmpty { return "" }
    return "<EntrySelectedBy>" + all.map { s in
      guard let condition = s.condition else { return element("TypeName", s.type) }
      return "<SelectionCondition>" + source(condition, nil) + element("TypeName", s.type) + "</SelectionCondition>"
    }.joined() + "</EntrySelectedBy>"
  }

  func view(_ v: View) -> String {
    var out = "<View>" + element("Name", v.name) + "<ViewSelectedBy>" + v.types.map { element("TypeName", $0) }.joined() + "</ViewSelectedBy>"
    if let g = v.groupBy { out += "<GroupBy>" + source(g.source, g.label) + (g.label.map { element("Label", $0) } ?? "") + (g.head.map(custom) ?? "") + "</GroupBy>" }
    if v.isOutOfBand { out += "<OutOfBand />" }
    switch v.body {
    case .table(let t): out += table(t)
    case .list(let l): out += list(l)
    case .wide(let w): out += wide(w)
    case .custom(let c): out += custom(c)
    }
    return out + "</View>"
  }
  private func table(_ t: TableBody) -> String {
    var out = "<TableControl>" + (t.autosize ? "<AutoSize />" : "") + (t.hidesHeader ? "<HideTableHeaders />" : "")
    let isBare = t.columns.allSatisfy { $0.label == nil && $0.width == 0 && side($0.alignment).isEmpty }
    out += isBare ? "<TableHeaders />" : "<TableHeaders>"
    for c in t.columns where !isBare {
      let said = (c.label.map { element("Label", $0) } ?? "") + (c.width > 0 ? element("Width", String(c.width)) : "") + side(c.alignment)
      out += said.isEmpty ? "<TableColumnHeader />" : "<TableColumnHeader>" + said + "</TableColumnHeader>"
    }
    func row(_ selectors: [EntrySelector], _ columns: [TableBody.Column], _ wraps: Bool) -> String {
      "<TableRowEntry>" + (wraps ? "<Wrap />" : "") + selectedBy(selectors) + "<TableColumnItems>"
        + columns.map { "<TableColumnItem>" + side($0.cellAlignment) + format($0.format) + source($0.source, $0.label) + "</TableColumnItem>" }.joined() + "</TableColumnItems></TableRowEntry>"
    }
    out += (isBare ? "" : "</TableHeaders>") + "<TableRowEntries>" + row([], t.columns, t.wraps) + t.otherRows.map { row($0.selectors, $0.columns, $0.wraps) }.joined()
    return out + "</TableRowEntries></TableControl>"
  }
  private func list(_ l: ListBody) -> String {
    "<ListControl><ListEntries>" + l.entries.map { e in
      "<ListEntry>" + selectedBy(e.selectors) + (e.items.isEmpty ? "" : "<ListItems>"
        + e.items.map { "<ListItem>" + ($0.label.map { element("Label", $0) } ?? "") + format($0.format) + source($0.source, $0.label) + "</ListItem>" }.joined() + "</ListItems>") + "</ListEntry>"
    }.joined() + "</ListEntries></ListControl>"
  }
  private func wide(_ w: WideBody) -> String {
    func entry(_ selectors: [EntrySelector], _ s: Source, _ f: String?) -> String { "<WideEntry>" + selectedBy(selectors) + "<WideItem>" + source(s, nil) + format(f) + "</WideItem></WideEntry>" }
    return "<WideControl>" + (w.columns > 0 ? element("ColumnNumber", String(w.columns)) : "") + (w.autosize ? "<AutoSize />" : "") + "<WideEntries>"
      + entry([], w.source, w.format) + w.otherItems.map { entry($0.selectors, $0.source, $0.format) }.joined() + "</WideEntries></WideControl>"
  }
  private func custom(_ c: CustomBody) -> String {
    "<CustomControl><CustomEntries>" + c.entries.map { e in
      "<CustomEntry>" + selectedBy(e.selectors) + "<CustomItem>" + e.items.map(item).joined() + "</CustomItem></CustomEntry>"
    }.joined() + "</CustomEntries></CustomControl>"
  }
  private func item(_ i: CustomBody.Item) -> String {
    switch i {
    case .text(let t): return element("Text", t)
    case .newLine: return "<NewLine />"
    case .value(let s, _, let enumerates, let control, _):
      return "<ExpressionBinding>" + (enumerates ? "<EnumerateCollection />" : "") + source(s, nil) + (control.map(custom) ?? "") + "</ExpressionBinding>"
    case .frame(let first, let left, let right, let inner):
      return "<Frame>" + (left != 0 ? element("LeftIndent", String(left)) : "") + (right != 0 ? element("RightIndent", String(right)) : "")
        + (first < 0 ? element("FirstLineHanging", String(-first)) : first > 0 ? element("FirstLineIndent", String(first)) : "") + "<CustomItem>" + inner.map(item).joined() + "</CustomItem></Frame>"
    }
  }
}
