/// Custom layouts: views made of pieces, and the `class X { … }` dump of Format-Custom.
import Engine

final class CustomGenerator: Generator {
  override func shapeInfo(_ v: Value) throws -> ShapeInfo { .custom }

  override func entry(_ v: Value) throws -> Entry {
    if case .custom(let b)? = view?.body { return .custom(try CustomPieces(context, limit: limit).pieces(of: b, v)) }
    let maximum = options?.depth ?? 5
    if Scalars.isScalar(v, context) { return .custom([.text(ValueText.smart(v, limit: limit, floats: false, context)), .newLine]) }
    if let list = ValueText.elements(v) { return .custom(try enumeration(list, 0, maximum)) }
    return .custom(try object(v, 0, maximum, options))
  }

  private func object(_ v: Value, _ level: Int, _ maximum: Int, _ options: FormatOptions?) throws -> [CustomPiece] {
    var inner: [CustomPiece] = []
    for c in try Columns.active(options, v, table: false, context) {
      inner.append(.text(c.expression.text + " = "))
      var value = Value.null
      do { value = (try c.expression.value(v, context)) ?? .null } catch let t as TerminatingError {
        _ = t
        value = options?.displaysErrors == true ? .str("#ERR") : .emptyString
      }
      let deepest = c.property?.depth ?? maximum
      if !value.isNull, let list = ValueText.elements(value) {
        inner.append(.newLine)
        inner.append(indented(try enumeration(list, level + 1, deepest)))
      } else if value.isNull || isLeaf(value, level, deepest) {
        inner += leaf(value)
      } else {
        inner.append(.newLine)
        inner.append(indented(try object(value, level + 1, deepest, nil)))
      }
    }
    let name = context.typeNames(v).first ?? "PSObject"
    let short = name.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? name
    return [.text("class " + short), .newLine, .text("{"), .newLine, indented(inner), .text("}"), .newLine]
  }

  private func enumeration(_ list: PSArray, _ level: Int, _ maximum: Int) throws -> [CustomPiece] {
    var inner: [CustomPiece] = []
    var n = 0
    for x in list.values {
      if limit >= 0 {
        if n == limit { inner += [.text("…"), .newLine]; break }
        n += 1
      }
      if isLeaf(x, level, maximum) {
        inner += leaf(x)
      } else if let more = ValueText.elements(x) {
        inner.append(.newLine)
        inner.append(indented(try enumeration(more, level + 1, maximum)))
      } else {
        inner += try object(x, level + 1, maximum, nil)
      }
    }
    return [.text("["), .newLine, indented(inner), .text("]"), .newLine, .newLine]
  }

  private func isLeaf(_ v: Value, _ level: Int, _ maximum: Int) -> Bool { level >= maximum || v.isNull || Scalars.isScalar(v, context) }
  private func leaf(_ v: Value) -> [CustomPiece] {
    // an entry of a dictionary by its own ToString
    if case .object(let o) = v, ValueText.isEntry(o), o.count == 2 { return [.text("[\(ValueText.text(o.slots[0], context)), \(ValueText.netText(o.slots[1], context))]"), .newLine] }
    return [.text(ValueText.smart(v, limit: limit, floats: false, context)), .newLine]
  }
  private func indented(_ p: [CustomPiece]) -> CustomPiece { .frame(first: 0, left: 2, right: 0, p) }
}

/// Carries out the body of a custom view for one object.
struct CustomPieces {
  let context: ExecutionContext
  let limit: Int
  init(_ context: ExecutionContext, limit: Int) { self.context = context; self.limit = limit }

  func pieces(of body: CustomBody, _ v: Value, depth: Int = 0) throws -> [CustomPiece] {
    if depth >= 50 { return [] }
    let items = EntrySelector.choose(body.entries.map(\.selectors), v, context).map { body.entries[$0].items } ?? []
    return try run(items, v, depth)
  }

  private func run(_ items: [CustomBody.Item], _ v: Value, _ depth: Int) throws -> [CustomPiece] {
    var out: [CustomPiece] = []
    for i in items {
      switch i {
      case .text(let t): out.append(.text(t))
      case .newLine: out.append(.newLine)
      case .frame(let first, let left, let right, let inner): out.append(.frame(first: first, left: left, right: right, try run(inner, v, depth)))
      case .value(let source, let format, let enumerate, let control, let condition):
        if let condition, (try? condition(v, context)) != true { continue }
        var value = Value.null
        do { value = (try Expression(.source(source)).value(v, context)) ?? .null } catch is TerminatingError {}
        let list = enumerate ? ValueText.elements(value) : nil
        if let control {
          if let list { for x in list.values where !x.isNull { out += try pieces(of: control, x, depth: depth + 1) } }
          else if !value.isNull { out += try pieces(of: control, value, depth: depth + 1) }
        } else if let list {
          for (n, x) in list.values.enumerated() {
            if limit >= 0, n == limit { out.append(.text("…")); break }
            out.append(.text(text(x, format)))
          }
        } else {
          out.append(.text(text(value, format)))
        }
      }
    }
    return out
  }

  private func text(_ v: Value, _ format: String?) -> String {
    if let format, !format.isEmpty, let s = try? Operators.format(format.contains("{0") || format.contains("}") ? format : "{0:" + format + "}", [v], context) { return s }
    return ValueText.smart(v, limit: limit, floats: false, context)
  }
}
