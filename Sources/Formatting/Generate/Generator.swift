/// Turns the objects of one document into packets, in one shape, by a view or by properties.
import Engine
import Primitives

class Generator {
  let context: ExecutionContext
  let options: FormatOptions?
  let view: View?
  let limit: Int
  var problems: [ErrorRecord] = []
  private let groupKey: Expression?
  private let groupLabel: String?
  private var groupName = ""
  private(set) var groupValue: Value = .void

  init(_ context: ExecutionContext, _ options: FormatOptions?, _ view: View?, limit: Int) {
    self.context = context; self.options = options; self.view = view; self.limit = limit
    if let g = options?.groupBy {
      groupKey = g.expression
      groupLabel = g.label
    } else if let g = view?.groupBy {
      groupKey = Expression(.source(g.source))
      groupLabel = nil
    } else {
      groupKey = nil
      groupLabel = nil
    }
  }

  var autosize: Bool { options?.autosize ?? false }
  func shapeInfo(_ v: Value) throws -> ShapeInfo { .list }
  func entry(_ v: Value) throws -> Entry { .raw("") }

  static func make(_ shape: FormatShape, _ context: ExecutionContext, _ options: FormatOptions?, _ view: View?, _ first: Value, limit: Int) throws -> Generator {
    switch shape {
    case .table: return try TableGenerator(context, options, view, first, limit: limit)
    case .wide: return WideGenerator(context, options, view, limit: limit)
    case .custom: return CustomGenerator(context, options, view, limit: limit)
    default: return ListGenerator(context, options, view, limit: limit)
    }
  }

  // MARK: Groups

  /// Notes the object's group; true when it differs from the one before.
  func entersNewGroup(_ v: Value) throws -> Bool {
    guard let groupKey else { return false }
    guard let names = try? groupKey.resolve(v, context), let e = names.first, let value = (try? e.value(v, context)) ?? nil else { return false }
    let old = groupValue
    groupValue = value
    if try same(value, old) { return false }
    if groupLabel == nil { groupName = e.text }
    return true
  }

  private func same(_ a: Value, _ b: Value) throws -> Bool {
    if case .void = b { return a.isNull }
    switch (a, b) {
    case (.string(let x), .string(let y)): return x === y || x.string.equalsIgnoringCase(y.string)
    case (.int(let x), .int(let y)): return x == y
    default: break
    }
    if a.isNull || b.isNull { return a.isNull && b.isNull }
    for (x, y) in [(a, b), (b, a)] {
      guard case .object(let o) = x, o.isCustom else { continue }
      if case .object(let p) = y, p === o { return true }
      throw TerminatingError(
        "PSObjectCompareTo",
        """
        Cannot compare "\(ValueText.text(x, context))" to "\(ValueText.text(y, context))" because the objects are not the same type or the object \
        "\(ValueText.text(x, context))" does not implement "IComparable".
        """,
        .notSpecified, exception: "System.Management.Automation.ExtendedTypeSystemException")
    }
    return equal(a, b) || equal(b, a)
  }
  /// As PowerShell compares: the second converted to the first's type, else by text.
  private func equal(_ a: Value, _ b: Value) -> Bool {
    if let r = try? Conversion.compare(a, b, ignoreCase: true) { return r == 0 }
    return ValueText.text(a, context).equalsIgnoringCase(ValueText.text(b, context))
  }

  /// The head of a group; nil when there is no grouping.
  func groupHead(_ first: Value) throws -> [CustomPiece]? {
    if groupKey == nil { return nil }
    if case .void = groupValue { return nil }
    if let head = view?.groupBy?.head {
      return try CustomPieces(context, limit: limit).pieces(of: head, first)
    }
    let label = view?.groupBy.flatMap { _ in view?.groupBy?.label } ?? groupLabel ?? groupName
    return [.text("   \(label): "), .text(ValueText.smart(groupValue, limit: limit, floats: false, context))]
  }

  // MARK: Cells

  /// A cell's text; problems of getters and formats go where the options say.
  func text(_ e: Expression, _ format: String?, _ v: Value, floats: Bool) throws -> String {
    let raw: Value
    do {
      guard let x = try e.value(v, context) else { return "" }
      raw = x
    } catch let t as TerminatingError {
      report("PSPropertyExpressionError", "Failed to evaluate expression \"\(e.text)\".", t.record.exception, v, thrown: t.record.thrownByStatement)
      return options?.displaysErrors == true ? "#ERR" : ""
    }
    guard let format else { return ValueText.smart(raw, limit: limit, floats: floats, context) }
    return formatted(raw, format, v)
  }

  /// `FormatString` applied: a composite format or one for the value.
  func formatted(_ raw: Value, _ format: String, _ v: Value) -> String {
    do {
      let composite = format.contains("{0") || format.contains("}")
      if raw.hashValue_ == nil, let all = ValueText.elements(raw) { return try formatted(elements: all.values, format, composite: composite) }
      return try Operators.format(composite ? format : "{0:" + format + "}", [raw], context)
    } catch let t as TerminatingError {
      if options?.displaysErrors == true {
        report("formattingError", "Failed to interpret format string \"\(format)\".", t.record.exception, v)
        return "#FMTERR"
      }
    } catch {}
    return ValueText.smart(raw, limit: limit, floats: false, context)
  }

  /// The elements one by one with the format of the place they stand in, a blank between them; its width is that of all of them.
  private func formatted(elements: [Value], _ format: String, composite: Bool) throws -> String {
    guard composite else { return try elements.map { try Operators.format("{0:" + format + "}", [$0], context) }.joined(separator: " ") }
    guard let from = format.firstRange(of: "{0"), let end = format[from.upperBound...].firstIndex(of: "}") else { return try Operators.format(format, [.array(PSArray(elements))], context) }
    let place = format[from.upperBound..<end], colon = place.firstIndex(of: ":")
    let text = try elements.map { try Operators.format("{0" + place[(colon ?? end)...] + "}", [$0], context) }.joined(separator: " ")
    return try Operators.format(String(format[..<from.upperBound]) + place[..<(colon ?? end)] + format[end...], [.str(text)], context)
  }

  private func report(_ id: String, _ message: String, _ exception: PSException, _ target: Value, thrown: Bool = false) {
    guard options?.showsErrors == true else { return }
    let r = ErrorRecord(exception, id: id, .invalidArgument, target: target)
    r.detailsMessage = message
    r.thrownByStatement = thrown
    problems.append(r)
  }
}

/// Tables.
final class TableGenerator: Generator {
  private let columns: [Column]
  private let body: TableBody?
  private let viewColumns: [(Expression, String?)]

  init(_ context: ExecutionContext, _ options: FormatOptions?, _ view: View?, _ first: Value, limit: Int) throws {
    if case .table(let b)? = view?.body {
      body = b
      columns = []
      viewColumns = b.columns.map { (Expression(.source($0.source)), $0.format) }
    } else {
      body = nil
      columns = try Columns.active(options, first, table: true, context)
      viewColumns = []
    }
    super.init(context, options, view, limit: limit)
  }

  override var autosize: Bool { options?.autosize ?? body?.autosize ?? false }

  override func shapeInfo(_ v: Value) throws -> ShapeInfo {
    var head: TableHead
    if let body {
      head = TableHead(columns: body.columns.map { c in
        var label = c.label
        var isProperty = true
        if let l = label, !l.isEmpty { isProperty = ((try? context.property(v, l)) ?? nil) != nil } else { label = nil }
        if label == nil {
          switch c.source {
          case .property(let n): label = n
          case .text(let t): label = t
          case .script(let b): label = b.bodyText
          default: label = ""
          }
        }
        return TableHead.Column(label: label ?? "", width: c.width, alignment: c.alignment == .undefined ? c.cellAlignment : c.alignment, labelIsProperty: isProperty)
      })
      head.hidesHeader = options?.hidesHeaders ?? body.hidesHeader
    } else {
      head = TableHead(columns: columns.map { c in
        TableHead.Column(label: c.property?.label ?? c.expression.text, width: c.property?.width ?? 0, alignment: c.property?.alignment ?? alignment(c.expression, v), labelIsProperty: true)
      })
      head.hidesHeader = options?.hidesHeaders ?? false
    }
    head.repeatsHeader = options?.repeatsHeader ?? false
    return .table(head)
  }

  /// Numbers and other scalars stand right, by the first object's value.
  private func alignment(_ e: Expression, _ v: Value) -> Alignment {
    guard let x = (try? e.value(v, context)) ?? nil else { return .left }
    switch x {
    case .string, .null, .void, .unset: return .left
    default: return Scalars.isScalar(x, context) && x.stringValue == nil ? .right : .left
    }
  }

  private static let noAlignments: [Alignment] = []

  override func entry(_ v: Value) throws -> Entry {
    var cells: [String] = []
    if let body {
      cells.reserveCapacity(viewColumns.count)
      if !body.otherRows.isEmpty, let i = EntrySelector.choose([[]] + body.otherRows.map(\.selectors), v, context), i > 0 {
        let row = body.otherRows[i - 1]
        for c in row.columns { cells.append(try text(Expression(.source(c.source)), c.format, v, floats: false)) }
        return .row(cells: cells, alignments: row.columns.map(\.cellAlignment), wraps: options?.wraps ?? row.wraps)
      }
      for (e, format) in viewColumns { cells.append(try text(e, format, v, floats: false)) }
      return .row(cells: cells, alignments: body.columns.map(\.cellAlignment), wraps: options?.wraps ?? body.wraps)
    }
    cells.reserveCapacity(columns.count)
    for c in columns { cells.append(try text(c.expression, c.property?.format, v, floats: true)) }
    return .row(cells: cells, alignments: TableGenerator.noAlignments, wraps: options?.wraps ?? false)
  }
}

/// Lists: every object chooses its own properties.
final class ListGenerator: Generator {
  private var shape: Shape?
  private var type: NetType?
  private var typeNames: [String]?
  private var cached: [Column] = []

  override func shapeInfo(_ v: Value) throws -> ShapeInfo { .list }

  override func entry(_ v: Value) throws -> Entry { .list(try fields(v)) }

  func fields(_ v: Value) throws -> [(label: String, text: String)] {
    if case .list(let body)? = view?.body { return try byView(body, v) }
    let columns = try active(v)
    var out: [(label: String, text: String)] = []
    out.reserveCapacity(columns.count)
    for c in columns { out.append((c.property?.label ?? c.expression.text, try text(c.expression, c.property?.format, v, floats: false))) }
    return out
  }

  /// Objects of the same type and shape have the same columns.
  private func active(_ v: Value) throws -> [Column] {
    guard case .object(let o) = v, o.wrapped == nil, o.adapted == 0, o.defaultDisplay == nil, o.count == o.shape.count else { return try Columns.active(options, v, table: false, context) }
    if o.shape === shape, o.type === type, o.typeNames == typeNames { return cached }
    cached = try Columns.active(options, v, table: false, context)
    shape = o.shape; type = o.type; typeNames = o.typeNames
    return cached
  }

  private func byView(_ body: ListBody, _ v: Value) throws -> [(label: String, text: String)] {
    let items = EntrySelector.choose(body.entries.map(\.selectors), v, context).map { body.entries[$0].items } ?? []
    var out: [(label: String, text: String)] = []
    for i in items {
      if let condition = i.condition, (try? condition(v, context)) != true { continue }
      let e = Expression(.source(i.source))
      var label = i.label
      if label == nil, case .property(let n) = i.source { label = try e.resolve(v, context).first?.text ?? n }
      out.append((label ?? e.text, try text(e, i.format, v, floats: false)))
    }
    return out
  }
}

/// Several objects beside each other, one property each.
final class WideGenerator: Generator {
  override var autosize: Bool {
    if let a = options?.autosize { return a }
    if case .wide(let b)? = view?.body { return b.autosize }
    return false
  }
  override func shapeInfo(_ v: Value) throws -> ShapeInfo {
    if autosize { return .wide(columns: 0) }
    if let n = options?.columns { return .wide(columns: n) }
    if case .wide(let b)? = view?.body { return .wide(columns: b.columns) }
    return .wide(columns: 0)
  }
  override func entry(_ v: Value) throws -> Entry {
    if case .wide(let b)? = view?.body {
      if !b.otherItems.isEmpty, let i = EntrySelector.choose([[]] + b.otherItems.map(\.selectors), v, context), i > 0 {
        return .wide(try text(Expression(.source(b.otherItems[i - 1].source)), b.otherItems[i - 1].format, v, floats: false))
      }
      return .wide(try text(Expression(.source(b.source)), b.format, v, floats: false))
    }
    let all: [Column]
    if let o = options, !o.properties.isEmpty {
      all = Columns.exclude(try Columns.chosen(o.properties, v, keepsMissing: false, context), o)
    } else if let n = ValueText.displayNameProperty(v, context) {
      all = Columns.exclude([Column(property: nil, expression: Expression(n))], options)
    } else {
      all = try Columns.active(options, v, table: false, context)
    }
    guard let c = all.first else { return .wide("") }
    return .wide(try text(c.expression, c.property?.format, v, floats: false))
  }
}
