/// Views that programs put together: `[ListControl]::Create().StartEntry().AddItemProperty('Name').EndEntry().EndList()`, and the constructors of
/// what views are made of.
import Engine
import Formatting

/// One of the builders: what it builds, the list that is added to, and the builder its end leads back to.
final class ViewBuilder: Ref {
  private let type: NetType
  let control: Record
  /// Items of the open entry, those of the frames in it behind.
  var open: [PSArray]
  let outer: ViewBuilder?
  init(_ type: String, _ control: Record, open: [PSArray] = [], outer: ViewBuilder? = nil) {
    self.type = TypeTable.get(ViewBuilder.space + type)
    self.control = control; self.open = open; self.outer = outer
    super.init()
  }
  override var netType: NetType { type }
  static let space = "System.Management.Automation."

  static func register() {
    for (kind, parameters) in [
      ("List", "bool outOfBand = False"), ("Table", "bool outOfBand = False, bool autoSize = False, bool hideTableHeaders = False"),
      ("Wide", "bool outOfBand = False, bool autoSize = False, uint columns = 0"), ("Custom", "bool outOfBand = False"),
    ] {
      TypeTable.extend(space + kind + "Control") { t in
        t.staticMethod("static \(space)\(kind)ControlBuilder Create(\(parameters))") { a, _ in
          .other(ViewBuilder(kind + "ControlBuilder", control(kind, outOfBand: isOn(a, 0), isSized: isOn(a, 1), last: Hosting.argument(a, 2))))
        }
        if kind == "Custom" { return }
        t.constructor("\(t.fullName) new()") { _, _ in .other(control(kind)) }
        func new(_ parameters: String, _ fill: @escaping (Record, [Value]) -> Void) {
          t.constructor("\(t.fullName) new(\(parameters))") { a, _ in
            let made = control(kind)
            fill(made, a)
            return .other(made)
          }
        }
        switch kind {
        case "List":
          new("System.Collections.Generic.IEnumerable[\(space)ListControlEntry] entries") { $0.values[0] = list("ListControlEntry", Hosting.argument($1, 0)) }
        case "Table":
          let row = "\(space)TableControlRow tableControlRow"
          new(row) { $0.values[1] = list("TableControlRow", Hosting.argument($1, 0)) }
          new(row + ", System.Collections.Generic.IEnumerable[\(space)TableControlColumnHeader] tableControlColumnHeaders") {
            $0.values[1] = list("TableControlRow", Hosting.argument($1, 0))
            $0.values[0] = list("TableControlColumnHeader", Hosting.argument($1, 1))
          }
        default:
          let entries = "System.Collections.Generic.IEnumerable[\(space)WideControlEntryItem] wideEntries"
          new(entries) { $0.values[0] = list("WideControlEntryItem", Hosting.argument($1, 0)) }
          new(entries + ", uint columns") { $0.values[0] = list("WideControlEntryItem", Hosting.argument($1, 0)); $0.values[2] = Hosting.argument($1, 1) }
          new("uint columns") { $0.values[2] = Hosting.argument($1, 0) }
        }
      }
      TypeTable.extend(space + kind + "ControlBuilder") { t in
        for (name, source) in [("Property", "property"), ("ScriptBlock", "scriptBlock")] {
          t.method("\(t.fullName) GroupBy\(name)(string \(source), \(space)CustomControl customControl = null, string label = null)") { v, a, _ in
            let by = ViewObjects.make(
              "PSControlGroupBy",
              [("Expression", try shown(Hosting.argument(a, 0), name, source)), ("Label", text(Hosting.argument(a, 2))), ("CustomControl", Hosting.argument(a, 1))])
            of(v).control.values[of(v).control.values.count - 2] = by
            return v
          }
        }
        t.method("\(space)\(kind)Control End\(kind == "List" ? "List" : kind == "Table" ? "Table" : kind == "Wide" ? "WideControl" : "Control")()") { v, _, _ in .other(of(v).control) }
        entries(kind, t)
      }
    }
    TypeTable.declare(space + "ExtendedTypeDefinition") {
      let t = NetType(space + "ExtendedTypeDefinition", base: TypeTable.object)
      t.isDeclaredSealed = true
      return t
    }
    items()
    constructors()
  }
  private static func isOn(_ a: [Value], _ i: Int) -> Bool { Conversion.toBool(Hosting.argument(a, i)) }
  /// A control without anything in it.
  /// - Parameter last: what makes it after the two switches: whether a table hides its heads, the columns of a wide one
  private static func control(_ kind: String, outOfBand: Bool = false, isSized: Bool = false, last: Value = .null) -> Record {
    let own: [(String, Value)] =
      switch kind {
      case "Table":
        [("Headers", list("TableControlColumnHeader")), ("Rows", list("TableControlRow")), ("AutoSize", .bool(isSized)), ("HideTableHeaders", .bool(Conversion.toBool(last)))]
      case "Wide": [("Entries", list("WideControlEntryItem")), ("AutoSize", .bool(isSized)), ("Columns", last.isNull ? .uint(0) : last)]
      default: [("Entries", list("\(kind)ControlEntry"))]
      }
    return made(kind + "Control", own + [("GroupBy", .null), ("OutOfBand", .bool(outOfBand))])
  }
  private static let selection =
    "System.Collections.Generic.IEnumerable[string] entrySelectedByType = null, "
    + "System.Collections.Generic.IEnumerable[System.Management.Automation.DisplayEntry] entrySelectedByCondition = null"

  /// How entries, rows and heads of a control begin.
  private static func entries(_ kind: String, _ t: NetType) {
    switch kind {
    case "Table":
      t.method("\(t.fullName) AddHeader(\(space)Alignment alignment = \(space)Alignment.Undefined, int width = 0, string label = null)") { v, a, _ in
        let width = Hosting.argument(a, 1), members = [("Label", text(Hosting.argument(a, 2))), ("Alignment", alignment(Hosting.argument(a, 0))), ("Width", width.isNull ? .int(0) : width)]
        add(ViewObjects.make("TableControlColumnHeader", members), to: of(v).control.values[0])
        return v
      }
      t.method("\(space)TableRowDefinitionBuilder StartRowDefinition(bool wrap = False, \(selection))") { v, a, _ in
        let columns = list("TableControlColumn"), types = Hosting.argument(a, 1), conditions = Hosting.argument(a, 2)
        let selected = types.isNull && conditions.isNull ? Value.null : selectedBy(types, conditions)
        add(ViewObjects.make("TableControlRow", [("Columns", columns), ("SelectedBy", selected), ("Wrap", .bool(Conversion.toBool(Hosting.argument(a, 0))))]), to: of(v).control.values[1])
        return .other(ViewBuilder("TableRowDefinitionBuilder", of(v).control, open: [array(columns)], outer: of(v)))
      }
    case "Wide":
      for (name, source) in [("Property", "propertyName"), ("ScriptBlock", "scriptBlock")] {
        t.method("\(t.fullName) Add\(name)Entry(string \(source), string format = null, \(selection))") { v, a, _ in
          let entry = ViewObjects.make(
            "WideControlEntryItem",
            [
              ("DisplayEntry", try shown(Hosting.argument(a, 0), name, source)), ("SelectedBy", strings(Hosting.argument(a, 2))),
              ("EntrySelectedBy", selectedBy(Hosting.argument(a, 2), Hosting.argument(a, 3))), ("FormatString", .null),
            ])
          add(entry, to: of(v).control.values[0])
          return v
        }
      }
    default:
      t.method("\(space)\(kind == "List" ? "List" : "Custom")EntryBuilder StartEntry(\(selection))") { v, a, _ in
        let types = Hosting.argument(a, 0), conditions = Hosting.argument(a, 1), items = list(kind == "List" ? "ListControlEntryItem" : "CustomItemBase")
        let entry =
          kind == "List"
          ? ViewObjects.make("ListControlEntry", [("Items", items), ("SelectedBy", strings(types)), ("EntrySelectedBy", selectedBy(types, conditions))])
          : ViewObjects.make("CustomControlEntry", [("SelectedBy", types.isNull && conditions.isNull ? .null : selectedBy(types, conditions)), ("CustomItems", items)])
        add(entry, to: of(v).control.values[0])
        return .other(ViewBuilder(kind + "EntryBuilder", of(v).control, open: [array(items)], outer: of(v)))
      }
    }
  }
  /// What stands in an entry or row.
  private static func items() {
    func end(_ t: NetType, _ name: String, _ kind: String) { t.method("\(space)\(kind)ControlBuilder \(name)()") { v, _, _ in of(v).outer.map { .other($0) } ?? .null } }
    func put(_ v: Value, _ item: Value) -> Value { of(v).open.last.map { $0.insert(item, at: $0.count) }; return v }
    TypeTable.extend(space + "ListEntryBuilder") { t in
      for (name, source) in [("Property", "property"), ("ScriptBlock", "scriptBlock")] {
        t.method("\(t.fullName) AddItem\(name)(string \(source), string label = null, string format = null)") { v, a, _ in
          put(v, ViewObjects.make(
            "ListControlEntryItem",
            [
              ("Label", text(Hosting.argument(a, 1))), ("DisplayEntry", try shown(Hosting.argument(a, 0), name, source)), ("ItemSelectionCondition", .null),
              ("FormatString", text(Hosting.argument(a, 2))),
            ]))
        }
      }
      end(t, "EndEntry", "List")
    }
    TypeTable.extend(space + "TableRowDefinitionBuilder") { t in
      for (name, source) in [("Property", "propertyName"), ("ScriptBlock", "scriptBlock")] {
        t.method("\(t.fullName) Add\(name)Column(string \(source), \(space)Alignment alignment = \(space)Alignment.Undefined, string format = null)") { v, a, _ in
          put(v, column(alignment(Hosting.argument(a, 1)), try shown(Hosting.argument(a, 0), name, source), text(Hosting.argument(a, 2))))
        }
      }
      end(t, "EndRowDefinition", "Table")
    }
    TypeTable.extend(space + "CustomEntryBuilder") { t in
      func expression(_ v: Value, _ entry: Value, _ a: [Value], control: Value) throws -> Value {
        let type = Hosting.argument(a, 2), script = Hosting.argument(a, 3)
        let by = !type.isNull ? try shown(type, "Property", "selectedByType") : script.isNull ? .null : try shown(script, "ScriptBlock", "selectedByScript")
        return put(v, ViewObjects.make(
          "CustomItemExpression", [("ItemSelectionCondition", by), ("Expression", entry), ("EnumerateCollection", .bool(Conversion.toBool(Hosting.argument(a, 1)))), ("CustomControl", control)]))
      }
      let more = "bool enumerateCollection = False, string selectedByType = null, string selectedByScript = null"
      t.method("\(t.fullName) AddNewline(int count = 1)") { v, a, _ in put(v, ViewObjects.make("CustomItemNewline", [("Count", Hosting.argument(a, 0).isNull ? .int(1) : Hosting.argument(a, 0))])) }
      t.method("\(t.fullName) AddText(string text)") { v, a, _ in put(v, ViewObjects.make("CustomItemText", [("Text", try given(Hosting.argument(a, 0), "text"))])) }
      for (name, source) in [("Property", "property"), ("ScriptBlock", "scriptBlock")] {
        t.method("\(t.fullName) Add\(name)ExpressionBinding(string \(source), \(more), \(space)CustomControl customControl = null)") { v, a, _ in
          try expression(v, try shown(Hosting.argument(a, 0), name, source), a, control: Hosting.argument(a, 4))
        }
      }
      t.method("\(t.fullName) AddCustomControlExpressionBinding(\(space)CustomControl customControl, \(more))") { v, a, _ in
        try expression(v, .null, a, control: try given(Hosting.argument(a, 0), "customControl"))
      }
      t.method("\(t.fullName) StartFrame(uint leftIndent = 0, uint rightIndent = 0, uint firstLineHanging = 0, uint firstLineIndent = 0)") { v, a, _ in
        let inner = list("CustomItemBase"), names = ["LeftIndent", "RightIndent", "FirstLineHanging", "FirstLineIndent"]
        _ = put(v, ViewObjects.make("CustomItemFrame", names.enumerated().map { ($1, Hosting.argument(a, $0).isNull ? .uint(0) : Hosting.argument(a, $0)) } + [("CustomItems", inner)]))
        of(v).open.append(array(inner))
        return v
      }
      t.method("\(t.fullName) EndFrame()") { v, _, _ in
        guard of(v).open.count > 1 else {
          throw TerminatingError(
            "InvalidOperation", "Cannot end a frame that has not been started.", .invalidOperation, exception: "System.InvalidOperationException")
        }
        of(v).open.removeLast()
        return v
      }
      end(t, "EndEntry", "Custom")
    }
  }
  private static func constructors() {
    func new(_ type: String, _ parameters: String, _ make: @escaping ([Value]) throws -> Value) {
      TypeTable.extend(space + type) { t in t.constructor("\(t.fullName) new(\(parameters))") { a, _ in try make(a) } }
    }
    new("FormatViewDefinition", "string name, \(space)PSControl control") { a in
      ViewObjects.make("FormatViewDefinition", [("Name", try given(Hosting.argument(a, 0), "name")), ("Control", try given(Hosting.argument(a, 1), "control"))])
    }
    for hasViews in [true, false] {
      new("ExtendedTypeDefinition", "string typeName" + (hasViews ? ", System.Collections.Generic.IEnumerable[\(space)FormatViewDefinition] viewDefinitions" : "")) { a in
        let name = try given(Hosting.argument(a, 0), "typeName"), views = list("FormatViewDefinition")
        for v in hasViews ? try given(Hosting.argument(a, 1), "viewDefinitions").elementsIfSequence ?? [Hosting.argument(a, 1)] : [] { array(views).insert(v, at: array(views).count) }
        return ViewObjects.extended([Conversion.toString(name)], array(views).values)
      }
    }
    new("DisplayEntry", "string value, \(space)DisplayEntryValueType type") { a in try shown(Hosting.argument(a, 0), Conversion.toString(Hosting.argument(a, 1)), "value") }
    new("TableControlColumnHeader", "") { _ in ViewObjects.make("TableControlColumnHeader", [("Label", .null), ("Alignment", alignment(.null)), ("Width", .int(0))]) }
    new("TableControlColumn", "") { _ in column(alignment(.null), .null, .null) }
    new("TableControlRow", "") { _ in ViewObjects.make("TableControlRow", [("Columns", list("TableControlColumn")), ("SelectedBy", .null), ("Wrap", .bool(false))]) }
    new("ListControlEntry", "") { _ in
      ViewObjects.make("ListControlEntry", [("Items", list("ListControlEntryItem")), ("SelectedBy", .null), ("EntrySelectedBy", .null)])
    }
    for more in ["", ", System.Collections.Generic.IEnumerable[string] selectedBy"] {
      new("WideControlEntryItem", "\(space)DisplayEntry entry" + more) { a in
        let types = Hosting.argument(a, 1), selected = types.isNull ? .null : selectedBy(types, .null)
        return ViewObjects.make(
          "WideControlEntryItem", [("DisplayEntry", try given(Hosting.argument(a, 0), "entry")), ("SelectedBy", strings(types)), ("EntrySelectedBy", selected), ("FormatString", .null)])
      }
    }
    new("TableControlColumnHeader", "string label, int width, \(space)Alignment alignment") { a in
      ViewObjects.make("TableControlColumnHeader", [("Label", text(Hosting.argument(a, 0))), ("Alignment", alignment(Hosting.argument(a, 2))), ("Width", Hosting.argument(a, 1))])
    }
    new("TableControlColumn", "\(space)Alignment alignment, \(space)DisplayEntry entry") { a in column(alignment(Hosting.argument(a, 0)), Hosting.argument(a, 1), .null) }
    new("TableControlRow", "System.Collections.Generic.IEnumerable[\(space)TableControlColumn] columns") { a in
      ViewObjects.make("TableControlRow", [("Columns", list("TableControlColumn", Hosting.argument(a, 0))), ("SelectedBy", .null), ("Wrap", .bool(false))])
    }
    new("ListControlEntryItem", "string label, \(space)DisplayEntry entry") { a in
      ViewObjects.make("ListControlEntryItem", [("Label", text(Hosting.argument(a, 0))), ("DisplayEntry", Hosting.argument(a, 1)), ("ItemSelectionCondition", .null), ("FormatString", .null)])
    }
    for more in ["", ", System.Collections.Generic.IEnumerable[string] selectedBy"] {
      new("ListControlEntry", "System.Collections.Generic.IEnumerable[\(space)ListControlEntryItem] listItems" + more) { a in
        let types = Hosting.argument(a, 1)
        return ViewObjects.make(
          "ListControlEntry", [("Items", list("ListControlEntryItem", Hosting.argument(a, 0))), ("SelectedBy", strings(types)), ("EntrySelectedBy", selectedBy(types, .null))])
      }
    }
  }

  private static func of(_ v: Value) -> ViewBuilder { v.refValue as! ViewBuilder }
  private static func made(_ type: String, _ members: [(String, Value)]) -> Record { ViewObjects.make(type, members).refValue as! Record }
  private static func array(_ v: Value) -> PSArray { if case .array(let a) = v { a } else { PSArray([]) } }
  private static func add(_ item: Value, to items: Value) { let l = array(items); l.insert(item, at: l.count) }
  private static func list(_ element: String, _ items: Value = .null) -> Value {
    let l = PSArray(items.isNull ? [] : items.elementsIfSequence ?? [items])
    l.kind = .list
    l.elementType = TypeTable.get(space + element)
    return .array(l)
  }
  private static func strings(_ v: Value) -> Value { ViewObjects.list(v.isNull ? [] : v.elementsIfSequence ?? [v], of: "string") }
  private static func selectedBy(_ types: Value, _ conditions: Value) -> Value {
    ViewObjects.make("EntrySelectedBy", [("TypeNames", strings(types)), ("SelectionCondition", conditions.isNull ? .null : list("DisplayEntry", conditions))])
  }
  private static func column(_ alignment: Value, _ entry: Value, _ format: Value) -> Value {
    ViewObjects.make("TableControlColumn", [("Alignment", alignment), ("DisplayEntry", entry), ("FormatString", format)], text: Record.of(entry).map { Conversion.toString($0.values[1]) })
  }
  /// A text that was not given, or is empty, is none.
  private static func text(_ v: Value) -> Value { v.isNull || Conversion.toString(v).isEmpty ? .null : v }
  private static func alignment(_ v: Value) -> Value { v.isNull ? .other(PSEnum(space + "Alignment", "Undefined")) : v }
  private static func given(_ v: Value, _ name: String) throws -> Value {
    if v.isNull || v.stringValue?.isEmpty ?? false { throw TerminatingError(PathSpace.nullArgument(name, id: "ArgumentNull")) }
    return v
  }
  private static func shown(_ v: Value, _ kind: String, _ name: String) throws -> Value { ViewObjects.entry(kind, Conversion.toString(try given(v, name))) }
}
