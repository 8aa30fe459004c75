/// `switch` in all its modes.
import Primitives
import Syntax

extension Compiler {
  func switchStatement(_ s: SwitchStatementAst) -> Stmt {
    let label = s.label?.lowercased()
    let flags = s.flags
    let input = within(s.condition.extent) { statementValue(s.condition) }
    let extent = s.condition.extent
    let underscore = locate(VariablePath(userPath: "_", scope: .none, drive: nil, name: "_"), Unit.underscore)
    struct Clause { let block: ScriptBlock?; let test: ExprBox; let extent: Extent; let body: StmtBox; let site: Debugger.Site? }
    var clauses: [Clause] = []
    let site = Debugger.isOn ? Debugger.Site(extent) : nil
    for c in s.clauses {
      let site = Debugger.isOn ? Debugger.Site(c.test.extent) : nil
      if c.test.kind == .scriptBlockExpression {
        let b = unsafeDowncast(c.test, to: ScriptBlockExpressionAst.self).scriptBlock
        clauses.append(Clause(block: scriptBlock(b), test: ExprBox { _, _ in .null }, extent: c.test.extent, body: StmtBox(block(c.body)), site: site))
      } else {
        clauses.append(Clause(block: nil, test: within(c.test.extent) { ExprBox(expression(c.test)) }, extent: c.test.extent, body: StmtBox(block(c.body)), site: site))
      }
    }
    let fallback = s.defaultClause.map { block($0) }
    let enumerator = s.children.contains { $0.mentions("switch") } ? locate(VariablePath(userPath: "switch", scope: .none, drive: nil, name: "switch"), Symbol.of("switch")) : nil
    let all = clauses
    let ignoreCase = !flags.contains(.caseSensitive)
    func matches(_ item: Value, _ pattern: Value, _ place: Extent, _ c: ExecutionContext) throws -> Bool {
      if case .block(let b) = pattern.base { return Conversion.toBool(try c.invokeOutside(b, item: item)) }
      if pattern.isNull { return item.isNull }
      if flags.contains(.regex) || pattern.refValue?.exactly(PSRegex.self) != nil {
        do { return Conversion.toBool(try Operators.comparison(ignoreCase ? .imatch : .cmatch, .str(Conversion.toString(item, c)), pattern, c)) } catch {
          guard let cause = c.asTerminating(error)?.record.exception, cause.type.name == "RegexParseException" else { throw error }
          throw c.locate(
            TerminatingError(
              "InvalidRegularExpression", "The regular expression pattern \(Conversion.toString(pattern, c)) is not valid.", .invalidOperation, target: pattern,
              inner: cause), place)
        }
      }
      if flags.contains(.wildcard) { return Conversion.toBool(try Operators.comparison(ignoreCase ? .ilike : .clike, .str(Conversion.toString(item, c)), .str(Conversion.toString(pattern, c)), c)) }
      // both sides compare as text, whatever they are
      if case .int(let x) = item, case .int(let y) = pattern { return x == y }
      let x = Conversion.toString(item.withoutText, c), y = Conversion.toString(pattern, c)
      return Collation.equals(x, y, ignoreCase: ignoreCase)
    }
    let run: (ExecutionContext, Cell, Value) throws -> Flow = { c, fp, v in
      let items: [Value]
      switch v {
      case .array(let a): items = a.values
      case .void: items = []
      case .other(let r): items = r.enumerated()?.values ?? [v]
      case .object(let o): items = o.enumerated()?.values ?? [v]
      case .hash(let h): items = h.enumerated()?.values ?? [v]
      default: items = [v.orNull]
      }
      let cell: Cell
      switch underscore { case .slot(let i): cell = fp + i; case .cell(let g): cell = g; case .dynamic: cell = c.dollarCell(fp) }
      let saved = cell.pointee
      defer { cell.put(saved) }
      // $switch is the innermost running one's
      let e = enumerator == nil ? nil : ForEachEnumerator(PSArray(items), of: v, isRange: false)
      let place: Cell?
      switch enumerator { case .slot(let i)?: place = fp + i; case .cell(let g)?: place = g; default: place = nil }
      let surrounding = place?.pointee
      if let e, let place { place.put(.other(e)) }
      defer { if let place, let surrounding { place.put(surrounding) } }
      if site != nil { c.debugger.traceSet("switch", .str("IEnumerator"), c) }
      defer { if site != nil { c.debugger.traceSet("switch", .null, c) } }
      var next = 0
      outer: while next < items.count {
        // a clause may give $_ another value: the clauses behind it see that one
        var item = items[next]
        defer { if let e { next = e.index + 1; e.index = next } else { next += 1 } }
        try c.pulse()
        if let site { try c.debugger.visit(site, c) }
        cell.put(item)
        var any = false
        for clause in all {
          let hit: Bool
          if let site = clause.site { try c.debugger.visit(site, c) }
          var f = Flow.next
          do {
            if let b = clause.block { hit = Conversion.toBool(try c.invokeOutside(b, item: item)) }
            else { hit = try matches(item, try clause.test.f(c, fp), clause.extent, c) }
          } catch where clause.block != nil { hit = true; f = try c.flow(of: error) }
          if !hit { continue }
          any = true
          if f == .next { do { f = try clause.body.f(c, fp) } catch { f = try c.flow(of: error) } }
          item = cell.pointee
          switch f {
          case .next: continue
          case .ret: return .ret
          case .brk: if c.isMine(label) { return .next }; return .brk
          case .cont: if c.isMine(label) { continue outer }; return .cont
          }
        }
        if !any, let fallback {
          let f: Flow
          do { f = try fallback(c, fp) } catch { f = try c.flow(of: error) }
          switch f {
          case .next: break
          case .ret: return .ret
          case .brk: if c.isMine(label) { return .next }; return .brk
          case .cont: if c.isMine(label) { continue outer }; return .cont
          }
        }
      }
      if let site { try c.debugger.visit(site, c) }
      return .next
    }
    guard flags.contains(.file) else { return { c, fp in try run(c, fp, try input(c, fp)) } }
    return { c, fp in
      let file = try c.fileForSwitch(try input(c, fp), extent)
      // whatever goes wrong from here on counts as failing to read
      do { return try run(c, fp, try c.linesOfFile(file)) } catch let e as TerminatingError { throw c.locate(e.whileReading, extent) }
    }
  }
}
