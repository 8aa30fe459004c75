/// Views as elements of a format file.
import Formatting

enum FormatFileWriter {
  private static func element(_ name: String, _ text: String) -> String { "<\(name)>\(XmlObjectWriter.escape(text))</\(name)>" }
  private static func source(_ s: Source, _ label: String?) -> String {
    switch s {
    case .property(let n): element("PropertyName", n)
    case .script(let b): element("ScriptBlock", b.text())
    case .code, .text, .itself: element("PropertyName", label ?? "Value")
    }
  }
  static func view(_ v: View) -> String {
    var out = "<View>" + element("Name", v.name) + "<ViewSelectedBy>" + v.types.map { element("TypeName", $0) }.joined() + "</ViewSelectedBy>"
    if let g = v.groupBy { out += "<GroupBy>" + source(g.source, g.label) + (g.label.map { element("Label", $0) } ?? "") + "</GroupBy>" }
    switch v.body {
    case .table(let t): out += table(t)
    case .list(let l): out += list(l)
    case .wide(let w): out += "<WideControl><WideEntries><WideEntry><WideItem>" + source(w.source, nil) + "</WideItem></WideEntry></WideEntries></WideControl>"
    case .custom: out += "<CustomControl><CustomEntries /></CustomControl>"
    }
    return out + "</View>"
  }
  private static func table(_ t: TableBody) -> String {
    var out = "<TableControl>" + (t.autosize ? "<AutoSize />" : "") + (t.hidesHeader ? "<HideTableHeaders />" : "") + "<TableHeaders>"
    let isBare = t.columns.allSatisfy { $0.label == nil && $0.width == 0 && "\($0.alignment)" == "undefined" }
    for c in t.columns where !isBare {
      out += "<TableColumnHeader>" + (c.label.map { element("Label", $0) } ?? "") + (c.width > 0 ? element("Width", String(c.width)) : "")
      let side = "\(c.alignment)"
      if side != "undefined" { out += element("Alignment", side.prefix(1).uppercased() + side.dropFirst()) }
      out += "</TableColumnHeader>"
    }
    out += "</TableHeaders><TableRowEntries><TableRowEntry>" + (t.wraps ? "<Wrap />" : "") + "<TableColumnItems>"
    for c in t.columns { out += "<TableColumnItem>" + source(c.source, c.label) + (c.format.map { element("FormatString", $0) } ?? "") + "</TableColumnItem>" }
    return out + "</TableColumnItems></TableRowEntry></TableRowEntries></TableControl>"
  }
  private static func list(_ l: ListBody) -> String {
    var out = "<ListControl><ListEntries>"
    for e in l.entries {
      out += "<ListEntry>" + (e.types.isEmpty ? "" : "<EntrySelectedBy>" + e.types.map { element("TypeName", $0) }.joined() + "</EntrySelectedBy>") + "<ListItems>"
      for i in e.items { out += "<ListItem>" + (i.label.map { element("Label", $0) } ?? "") + source(i.source, i.label) + (i.format.map { element("FormatString", $0) } ?? "") + "</ListItem>" }
      out += "</ListItems></ListEntry>"
    }
    return out + "</ListEntries></ListControl>"
  }
}
