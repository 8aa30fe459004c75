/// Views as objects: what `(Get-FormatData X).FormatViewDefinition.Control` shows.
import Engine
import Formatting

enum ViewObjects {
  static func kind(_ v: View) -> String {
    switch v.body { case .table: "TableControl"; case .list: "ListControl"; case .wide: "WideControl"; case .custom: "CustomControl" }
  }
  static func control(_ v: View) -> Value {
    let group = v.groupBy.map { make("PSControlGroupBy", [("Expression", entry($0.source)), ("Label", $0.label.map { .str($0) } ?? .null), ("CustomControl", .null)]) } ?? .null
    let common: [(String, Value)] = [("GroupBy", group), ("OutOfBand", .bool(v.isOutOfBand))]
    switch v.body {
    case .table(let t):
      let headers = t.columns.map { c in make("TableControlColumnHeader", [("Label", label(c.label, c.source)), ("Alignment", alignment(c.alignment)), ("Width", .int(Int32(clamping: c.width)))]) }
      func row(_ columns: [TableBody.Column], _ selectors: [EntrySelector], _ wraps: Bool) -> Value {
        let items = columns.map { c in
          make(
            "TableControlColumn",
            [("Alignment", alignment(c.cellAlignment)), ("DisplayEntry", entry(c.source)), ("FormatString", c.format.map { .str($0) } ?? .null)])
        }
        return make("TableControlRow", [("Columns", list(items)), ("SelectedBy", selectors.isEmpty ? .null : selectedBy(selectors)), ("Wrap", .bool(wraps))])
      }
      return make("TableControl", [
        ("Headers", list(headers)), ("Rows", list([row(t.columns, [], t.wraps)] + t.otherRows.map { row($0.columns, $0.selectors, $0.wraps) })),
        ("AutoSize", .bool(t.autosize)), ("HideTableHeaders", .bool(t.hidesHeader)),
      ] + common)
    case .list(let l):
      let entries = l.entries.map { e in
        make(
          "ListControlEntry",
          [
            (
              "Items",
              list(
                e.items.map { i in
                  make(
                    "ListControlEntryItem",
                    [
                      ("Label", label(i.label, i.source)), ("DisplayEntry", entry(i.source)), ("ItemSelectionCondition", .null),
                      ("FormatString", i.format.map { .str($0) } ?? .null)
                    ])
                })
            ), ("EntrySelectedBy", selectedBy(e.selectors))
          ])
      }
      return make("ListControl", [("Entries", list(entries))] + common)
    case .wide(let w):
      let one = make("WideControlEntryItem", [("DisplayEntry", entry(w.source)), ("SelectedBy", list([])), ("FormatString", w.format.map { .str($0) } ?? .null)])
      return make("WideControl", [("Entries", list([one])), ("AutoSize", .bool(w.autosize)), ("Columns", .int(Int32(clamping: w.columns)))] + common)
    case .custom(let c): return make("CustomControl", [("Entries", customEntries(c))] + common)
    }
  }

  private static func selectedBy(_ all: [EntrySelector]) -> Value {
    if all.isEmpty { return .null }
    return make("EntrySelectedBy", [("TypeNames", list(all.filter { $0.condition == nil }.map { .str($0.type) })), ("SelectionCondition", list(all.compactMap { $0.condition.map(entry) }))])
  }
  private static func customEntries(_ c: CustomBody) -> Value {
    list(c.entries.map { make("CustomControlEntry", [("SelectedBy", selectedBy($0.selectors)), ("CustomItems", list($0.items.map(item)))]) })
  }
  private static func item(_ i: CustomBody.Item) -> Value {
    switch i {
    case .text(let t): return make("CustomItemText", [("Text", .str(t))])
    case .newLine: return make("CustomItemNewline", [("Count", .int(1))])
    case .value(let s, _, let enumerates, let control, _):
      return make("CustomItemExpression", [
        ("ItemSelectionCondition", .null), ("Expression", entry(s)), ("EnumerateCollection", .bool(enumerates)),
        ("CustomControl", control.map { make("CustomControl", [("Entries", customEntries($0)), ("GroupBy", .null), ("OutOfBand", .bool(false))]) } ?? .null),
      ])
    case .frame(let first, let left, let right, let inner):
      return make("CustomItemFrame", [
        ("LeftIndent", .uint(UInt32(clamping: left))), ("RightIndent", .uint(UInt32(clamping: right))),
        ("FirstLineHanging", .uint(UInt32(clamping: max(0, -first)))), ("FirstLineIndent", .uint(UInt32(clamping: max(0, first)))),
        ("CustomItems", list(inner.map(item))),
      ])
    }
  }
  private static func make(_ type: String, _ members: [(String, Value)]) -> Value {
    let o = PSObject(members, typeName: "System.Management.Automation." + type)
    o.textForm = "System.Management.Automation." + type
    return .object(o)
  }
  private static func list(_ a: [Value]) -> Value {
    let l = PSArray(a)
    l.kind = .list
    return .array(l)
  }
  private static func label(_ given: String?, _ s: Source) -> Value {
    if let given { return .str(given) }
    if case .property(let p) = s { return .str(p) }
    return .null
  }
  private static func alignment(_ a: Alignment) -> Value {
    let name = switch a { case .left: "Left"; case .right: "Right"; case .center: "Center"; case .undefined: "Undefined" }
    return .str(name)
  }
  private static func entry(_ s: Source) -> Value {
    let (kind, text): (String, String) =
      switch s {
      case .property(let p): ("Property", p)
      case .script(let b): ("ScriptBlock", b.bodyText)
      case .text(let t): ("Text", t)
      case .itself: ("ScriptBlock", "$_")
      case .code: ("ScriptBlock", "")
      }
    let e = PSObject([("ValueType", .str(kind)), ("Value", .str(text))], typeName: "System.Management.Automation.DisplayEntry")
    e.textForm = (kind == "ScriptBlock" ? "script" : kind.lowercased()) + ": " + text
    return .object(e)
  }
}
