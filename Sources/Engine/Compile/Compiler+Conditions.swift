/// Conditions: what `if`, loops, `-and`, `-or` and `-not` test, as a Bool without a value between.
import Syntax

extension Compiler {
  /// An expression as a Bool.
  func condition(_ e: ExpressionAst) -> Cond {
    switch e.kind {
    case .binary:
      let b = unsafeDowncast(e, to: BinaryExpressionAst.self)
      if b.op == .and { let x = condition(b.left), y = condition(b.right); return { c, fp in try x(c, fp) && y(c, fp) } }
      if b.op == .or { let x = condition(b.left), y = condition(b.right); return { c, fp in try x(c, fp) || y(c, fp) } }
      if let t = fastTest(b) { return t.f }
    case .unary:
      let u = unsafeDowncast(e, to: UnaryExpressionAst.self)
      if u.op == .not || u.op == .exclaim { let t = condition(u.child); return { c, fp in try !t(c, fp) } }
    case .paren:
      if let p = unsafeDowncast(e, to: ParenExpressionAst.self).pipeline as? PipelineAst, let x = p.pureExpression { return condition(x) }
    default: break
    }
    let x = expression(e)
    return { c, fp in
      let v = try x(c, fp)
      if case .bool(let b) = v { return b }
      return Conversion.toBool(v)
    }
  }
  func pipelineCondition(_ p: PipelineBaseAst) -> Cond {
    let test = within(p.extent) { conditionOf(p) }
    // however a command in a condition ended, the statement that tests it succeeded
    guard unit.tracksSuccess, Compiler.runsCommand(p) else { return test }
    return { c, fp in
      let t = try test(c, fp)
      c.flags.pointee.success = true
      return t
    }
  }
  /// A condition that the debugger looks at each time, when it is on.
  func watchedCondition(_ p: PipelineBaseAst) -> Cond {
    let test = pipelineCondition(p)
    if !Debugger.isOn { return test }
    let site = Debugger.Site(p)
    return { c, fp in
      try c.debugger.visit(site, c)
      let t = try test(c, fp)
      try c.debugger.wrote(site, c)
      return t
    }
  }
  private static func runsCommand(_ node: Ast) -> Bool {
    node.kind == .command || node.kind != .scriptBlockExpression && node.children.contains(where: runsCommand)
  }
  private func conditionOf(_ p: PipelineBaseAst) -> Cond {
    if let q = p as? PipelineAst, let x = q.pureExpression { return condition(x) }
    let x = statementValue(p)
    // a condition has been evaluated, whatever the commands in it came to
    if unit.tracksSuccess, p.holdsCommand {
      return { c, fp in
        let v = Conversion.toBool(try x(c, fp))
        c.flags.pointee.success = true
        return v
      }
    }
    return { c, fp in Conversion.toBool(try x(c, fp)) }
  }
}
