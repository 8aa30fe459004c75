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
        let items = columns.map { c -> Value in
          let shown = entry(c.source)
          return make(
            "TableControlColumn", [("Alignment", alignment(c.cellAlignment)), ("DisplayEntry", shown), ("FormatString", c.format.map { .str($0) } ?? .null)],
            text: Record.of(shown).map { Conversion.toString($0.values[1]) })
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
                      ("Label", i.label.map { .str($0) } ?? .null), ("DisplayEntry", entry(i.source)), ("ItemSelectionCondition", .null),
                      ("FormatString", i.format.map { .str($0) } ?? .null)
                    ])
                })
            ), ("SelectedBy", e.selectors.isEmpty ? .null : list(e.selectors.filter { $0.condition == nil }.map { .str($0.type) }, of: "string")),
            ("EntrySelectedBy", selectedBy(e.selectors))
          ])
      }
      return make("ListControl", [("Entries", list(entries))] + common)
    case .wide(let w):
      let one = make(
        "WideControlEntryItem",
        [("DisplayEntry", entry(w.source)), ("SelectedBy", list([], of: "string")), ("EntrySelectedBy", .null), ("FormatString", w.format.map { .str($0) } ?? .null)])
      return make("WideControl", [("Entries", list([one])), ("AutoSize", .bool(w.autosize)), ("Columns", .uint(UInt32(clamping: w.columns)))] + common)
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
  /// The types of these objects with their properties as Get-Member prints them; `~` is the name space, `*` a list.
  private static let types: [String: RecordType] = {
    let group = ["~PSControlGroupBy GroupBy {get;set;}", "bool OutOfBand {get;set;}"]
    let rows: [(String, base: String?, [String])] = [
      ("ListControl", "PSControl", ["*[~ListControlEntry] Entries {get;}"] + group),
      (
        "TableControl", "PSControl",
        ["*[~TableControlColumnHeader] Headers {get;set;}", "*[~TableControlRow] Rows {get;set;}", "bool AutoSize {get;set;}", "bool HideTableHeaders {get;set;}"] + group
      ),
      ("WideControl", "PSControl", ["*[~WideControlEntryItem] Entries {get;}", "bool AutoSize {get;set;}", "uint Columns {get;}"] + group),
      ("CustomControl", "PSControl", ["*[~CustomControlEntry] Entries {get;set;}"] + group),
      ("TableControlColumnHeader", nil, ["string Label {get;set;}", "~Alignment Alignment {get;set;}", "int Width {get;set;}"]),
      ("TableControlRow", nil, ["*[~TableControlColumn] Columns {get;set;}", "~EntrySelectedBy SelectedBy {get;}", "bool Wrap {get;set;}"]),
      ("TableControlColumn", nil, ["~Alignment Alignment {get;set;}", "~DisplayEntry DisplayEntry {get;set;}", "string FormatString {get;}"]),
      ("ListControlEntry", nil, ["*[~ListControlEntryItem] Items {get;}", "*[string] SelectedBy {get;}", "~EntrySelectedBy EntrySelectedBy {get;}"]),
      (
        "ListControlEntryItem", nil,
        ["string Label {get;}", "~DisplayEntry DisplayEntry {get;}", "~DisplayEntry ItemSelectionCondition {get;}", "string FormatString {get;}"]
      ),
      (
        "WideControlEntryItem", nil,
        ["~DisplayEntry DisplayEntry {get;}", "*[string] SelectedBy {get;}", "~EntrySelectedBy EntrySelectedBy {get;}", "string FormatString {get;}"]
      ),
      ("CustomControlEntry", nil, ["~EntrySelectedBy SelectedBy {get;set;}", "*[~CustomItemBase] CustomItems {get;set;}"]),
      ("CustomItemText", "CustomItemBase", ["string Text {get;set;}"]),
      ("CustomItemNewline", "CustomItemBase", ["int Count {get;set;}"]),
      (
        "CustomItemExpression", "CustomItemBase",
        [
          "~DisplayEntry ItemSelectionCondition {get;set;}", "~DisplayEntry Expression {get;set;}", "bool EnumerateCollection {get;set;}",
          "~CustomControl CustomControl {get;set;}"
        ]
      ),
      (
        "CustomItemFrame", "CustomItemBase",
        [
          "uint LeftIndent {get;set;}", "uint RightIndent {get;set;}", "uint FirstLineHanging {get;set;}", "uint FirstLineIndent {get;set;}",
          "*[~CustomItemBase] CustomItems {get;set;}"
        ]
      ),
      ("DisplayEntry", nil, ["~DisplayEntryValueType ValueType {get;}", "string Value {get;}"]),
      ("EntrySelectedBy", nil, ["*[string] TypeNames {get;set;}", "*[~DisplayEntry] SelectionCondition {get;set;}"]),
      ("PSControlGroupBy", nil, ["~DisplayEntry Expression {get;set;}", "string Label {get;set;}", "~CustomControl CustomControl {get;set;}"]),
      ("FormatViewDefinition", nil, ["string Name {get;}", "~PSControl Control {get;}"]),
      ("ExtendedTypeDefinition", nil, ["string TypeName {get;}", "*[string] TypeNames {get;}", "*[~FormatViewDefinition] FormatViewDefinition {get;}"]),
    ]
    let space = "System.Management.Automation."
    return Dictionary(uniqueKeysWithValues: rows.map { name, base, properties in
      let written = properties.map { $0.replacing("~", with: space).replacing("*", with: "System.Collections.Generic.List") }
      return (name, RecordType(space + name, base: base.map { space + $0 }, written))
    })
  }()
  /// - Parameter members: in the order of the type's properties; those that are missing are null
  static func make(_ type: String, _ members: [(String, Value)], text: String? = nil) -> Value {
    types[type]?.make(members.map(\.1), text: text) ?? .null
  }
  static func definition(_ v: View) -> Value { types["FormatViewDefinition"].map { .other(DefinitionOfView($0.type, [.str(v.name), control(v)], v)) } ?? .null }
  static func extended(_ names: [String], _ definitions: [Value]) -> Value {
    let name = names.first ?? ""
    return make("ExtendedTypeDefinition", [("TypeName", .str(name)), ("TypeNames", list(names.map { .str($0) }, of: "string")), ("FormatViewDefinition", list(definitions))], text: name)
  }
  /// - Parameter of: the elements' type where no element tells it
  static func list(_ a: [Value], of type: String = "System.Object") -> Value {
    let l = PSArray(a)
    l.kind = .list
    l.elementType = a.first.map { TypeTable.typeOf($0) } ?? TypeTable.resolve(type)
    return .array(l)
  }
  private static func label(_ given: String?, _ s: Source) -> Value {
    if let given { return .str(given) }
    if case .property(let p) = s { return .str(p) }
    return .null
  }
  private static func alignment(_ a: Alignment) -> Value {
    let name = switch a { case .left: "Left"; case .right: "Right"; case .center: "Center"; case .undefined: "Undefined" }
    return .other(PSEnum("System.Management.Automation.Alignment", name))
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
    return entry(kind, text)
  }
  static func entry(_ kind: String, _ text: String) -> Value {
    let type: Value = .other(PSEnum("System.Management.Automation.DisplayEntryValueType", kind == "Property" ? kind : "ScriptBlock"))
    return make("DisplayEntry", [("ValueType", type), ("Value", .str(text))], text: (kind == "ScriptBlock" ? "script" : kind.lowercased()) + ": " + text)
  }
}

/// The object of a view that is there, which is exported as it is.
final class DefinitionOfView: Record {
  let view: View
  init(_ type: NetType, _ values: [Value], _ view: View) { self.view = view; super.init(type, values) }
}
