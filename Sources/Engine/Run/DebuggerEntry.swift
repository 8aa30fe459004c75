/// Where a script block begins for the debugger: its first place, and the places line breakpoints move to that stand at none.
import Syntax

extension Debugger {
  /// What the debugger does as a named block of a script block begins.
  final class Entry {
    /// Braces around the block; nil for a script's own.
    let braces: Braces?
    /// A script that begins with a loop stops at the first place of the loop's body already as it begins: bodies are compiled before
    /// conditions, and execution begins at the place compiled first.
    private let bodyOfLoop: Site?
    private let body: ScriptBlockAst
    private let isFirst: Bool
    /// The script blocks in the body, which have places of their own, and the body's places.
    private lazy var contents: (blocks: [Extent], places: [Extent]) = Entry.contents(of: body)
    private var first: Extent? { braces?.opening.extent ?? bodyOfLoop?.extent ?? contents.places.first }

    /// nil for a block without a script block around it.
    init?(_ block: NamedBlockAst) {
      guard let body = block.parent as? ScriptBlockAst else { return nil }
      self.body = body
      braces = Braces(block)
      isFirst = Entry.all(body).first === block
      bodyOfLoop = braces == nil && isFirst ? block.statements.first.flatMap { Entry.bodyOfLoop($0, isInside: false) } : nil
    }
    private static func all(_ body: ScriptBlockAst) -> [NamedBlockAst] {
      [body.dynamicParamBlock, body.beginBlock, body.processBlock, body.endBlock, body.cleanBlock].compactMap { $0 }
    }
    private static func bodyOfLoop(_ s: StatementAst, isInside: Bool) -> Site? {
      switch s {
      case let loop as LoopStatementAst: return loop.body.statements.first.flatMap { bodyOfLoop($0, isInside: true) }
      case let loop as ForStatementAst where loop.initializer == nil: return loop.body.statements.first.flatMap { bodyOfLoop($0, isInside: true) }
      case let test as IfStatementAst: return isInside ? test.clauses.first.map { Site($0.condition) } : nil
      case let attempt as TryStatementAst: return attempt.body.statements.first.flatMap { bodyOfLoop($0, isInside: isInside) }
      default: return isInside && !Debugger.isLookedAtInside(s.kind) ? Site(s) : nil
      }
    }
    private static func contents(of body: ScriptBlockAst) -> (blocks: [Extent], places: [Extent]) {
      var blocks: [Extent] = [], places: [Extent] = []
      func walk(_ a: Ast) {
        switch a.kind {
        case .scriptBlockExpression, .functionDefinition, .typeDefinition: blocks.append(a.extent); return
        default: break
        }
        if let s = a as? StatementAst, !Debugger.isLookedAtInside(s.kind) { places.append(Site(s).extent) }
        for c in a.children { walk(c) }
      }
      for b in all(body) { walk(b) }
      return (blocks, places)
    }

    /// The block begins.
    func begin(_ c: ExecutionContext) throws {
      c.debugger.settle { line in
        guard self.body.extent.holds(line, 0), !self.contents.blocks.contains(where: { $0.holds(line, 0) }), !self.contents.places.contains(where: { $0.holds(line, 0) }) else { return nil }
        if Entry.all(self.body).allSatisfy({ ($0.unnamed ? $0.statements.first?.extent ?? $0.extent : $0.extent).startLine > line }) { return self.isFirst ? self.first : nil }
        return self.contents.places.first { $0.holds(line + 1, 0) }
      } file: { self.body.extent.source }
      if let bodyOfLoop { try c.debugger.visit(bodyOfLoop, c) }
      if let braces { try c.debugger.enter(braces, c) }
    }
    /// It ended by itself.
    func end(_ c: ExecutionContext) throws { if let braces { try c.debugger.leave(braces, c) } }
  }
}
