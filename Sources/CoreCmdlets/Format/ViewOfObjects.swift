/// The view that an object describes which a program put together: the other way of `ViewObjects`.
import Engine
import Formatting

struct ViewOfObjects {
  let context: ExecutionContext

  /// - Parameter definition: a `FormatViewDefinition`
  func view(_ definition: Record, for types: [String]) throws -> View? {
    if let own = definition as? DefinitionOfView { return own.view }
    guard let control = Record.of(definition.values[1]) else { return nil }
    let v = control.values, group = try Record.of(v[v.count - 2]).map(group), isOutOfBand = Conversion.toBool(v[v.count - 1])
    let body: View.Body
    switch control.type.name {
    case "TableControl": body = .table(try table(v))
    case "ListControl": body = .list(try list(v))
    case "WideControl":
      guard let wide = try wide(v) else { return nil }
      body = .wide(wide)
    default: body = .custom(try custom(v))
    }
    return View(Conversion.toString(definition.values[0]), for: types, groupBy: group ?? nil, outOfBand: isOutOfBand, body)
  }
  private func records(_ v: Value) -> [[Value]] { (v.elementsIfSequence ?? []).compactMap { Record.of($0)?.values } }
  private func text(_ v: Value) -> String? { v.isNull ? nil : Conversion.toString(v) }
  private func number(_ v: Value) throws -> Int { Int(try Conversion.toInt64(v)) }
  private func source(_ v: Value) throws -> Source? {
    guard let e = Record.of(v)?.values else { return nil }
    let text = Conversion.toString(e[1])
    if Conversion.toString(e[0]) == "Property" { return .property(text) }
    guard case .block(let b) = try context.callStatic(TypeTable.scriptBlock, "Create", [.str(text)]).base else { return nil }
    return .script(b)
  }
  private func group(_ r: Record) throws -> GroupBy? {
    guard let s = try source(r.values[0]) else { return nil }
    return GroupBy(s, label: text(r.values[1]), head: try Record.of(r.values[2]).map { try custom($0.values) })
  }
  private func selectors(_ v: Value) throws -> [EntrySelector] {
    guard let e = Record.of(v)?.values else { return [] }
    let types = (e[0].elementsIfSequence ?? []).map { EntrySelector(Conversion.toString($0)) }
    return try types + (e[1].elementsIfSequence ?? []).map { EntrySelector("", condition: try source($0)) }
  }
  private func alignment(_ v: Value) -> Alignment {
    switch Conversion.toString(v) { case "Left": .left; case "Right": .right; case "Center": .center; default: .undefined }
  }
  private func table(_ v: [Value]) throws -> TableBody {
    let heads = records(v[0])
    let rows = try records(v[1]).map { row in
      (
        selectors: try selectors(row[1]),
        columns: try records(row[0]).enumerated().compactMap { i, c -> TableBody.Column? in
          guard let s = try source(c[1]) else { return nil }
          let head = i < heads.count ? heads[i] : [.null, .null, .int(0)]
          return TableBody.Column(s, label: text(head[0]), width: try number(head[2]), alignment(head[1]), cells: alignment(c[0]), format: text(c[2]))
        },
        wraps: Conversion.toBool(row[2])
      )
    }
    var body = TableBody(rows.first?.columns ?? [], autosize: Conversion.toBool(v[2]), hidesHeader: Conversion.toBool(v[3]), wraps: rows.first?.wraps ?? false)
    body.otherRows = Array(rows.dropFirst())
    return body
  }
  private func list(_ v: [Value]) throws -> ListBody {
    ListBody(entries: try records(v[0]).map { e in
      (
        selectors: try selectors(e[2]),
        items: try records(e[0]).compactMap { i in try source(i[1]).map { ListBody.Item(text(i[0]), $0, format: text(i[3])) } }
      )
    })
  }
  private func wide(_ v: [Value]) throws -> WideBody? {
    let entries = try records(v[0]).compactMap { e in try source(e[0]).map { (selectors: try selectors(e[2]), source: $0, format: text(e[3])) } }
    guard let first = entries.first else { return nil }
    var body = WideBody(first.source, columns: try number(v[2]), autosize: Conversion.toBool(v[1]), format: first.format)
    body.otherItems = Array(entries.dropFirst())
    return body
  }
  private func custom(_ v: [Value]) throws -> CustomBody {
    CustomBody(entries: try records(v[0]).map { e in (selectors: try selectors(e[0]), items: try items(e[1])) })
  }
  private func items(_ v: Value) throws -> [CustomBody.Item] {
    try (v.elementsIfSequence ?? []).flatMap { v -> [CustomBody.Item] in
      guard let r = Record.of(v) else { return [] }
      switch r.type.name {
      case "CustomItemText": return [.text(Conversion.toString(r.values[0]))]
      case "CustomItemNewline": return Array(repeating: .newLine, count: max(0, try number(r.values[0])))
      case "CustomItemFrame":
        let hanging = try number(r.values[2])
        return [.frame(first: hanging > 0 ? -hanging : try number(r.values[3]), left: try number(r.values[0]), right: try number(r.values[1]), try items(r.values[4]))]
      default:
        let control = try Record.of(r.values[3]).map { try custom($0.values) }
        return [.value(try source(r.values[1]) ?? .itself, format: nil, enumerate: Conversion.toBool(r.values[2]), control: control, condition: nil)]
      }
    }
  }
}
