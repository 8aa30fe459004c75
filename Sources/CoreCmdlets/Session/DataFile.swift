/// Files that hold one hashtable of constants (`.psd1`): read without running commands.
import Engine
import Syntax

extension ExecutionContext {
  func readDataFile(_ path: String) throws -> Value {
    let text = Codecs_decode(try Posix.readFile(path))
    let parsed = try parse(text, file: path)
    guard DataOnly.holds(parsed.ast) else {
      throw TerminatingError("InvalidOperation", "The data section of the file uses commands or expressions that are not allowed there.", .invalidData)
    }
    return try invokeBlock(try makeBlock(text, file: path))
  }
}

/// Whether a tree holds nothing but constants, hashtables, arrays and the variables `$true`, `$false`, `$null`, `$PSScriptRoot`.
enum DataOnly {
  static func holds(_ script: ScriptBlockAst) -> Bool {
    guard script.paramBlock == nil, let end = script.endBlock, script.beginBlock == nil, script.processBlock == nil else { return false }
    var fine = true
    for s in end.statements { if !plain(s) { fine = false } }
    return fine && end.statements.count == 1
  }
  private static func plain(_ a: Ast) -> Bool {
    switch a {
    case let p as PipelineAst: return p.elements.count == 1 && p.elements.allSatisfy { plain($0) }
    case let c as CommandExpressionAst: return plain(c.expression)
    case is ConstantExpressionAst: return true
    case is StringConstantExpressionAst: return true
    case let e as ExpandableStringExpressionAst: return e.parts.allSatisfy { if case .expression(let x) = $0 { plain(x) } else { true } }
    case let v as VariableExpressionAst: return ["true", "false", "null", "psscriptroot", "psculture", "psuiculture", "executioncontext"].contains(v.path.userPath.lowercased())
    case let h as HashtableAst: return h.pairs.allSatisfy { plain($0.key) && plain($0.value) }
    case let l as ArrayLiteralAst: return l.elements.allSatisfy { plain($0) }
    case let x as ArrayExpressionAst: return x.subExpression.statements.allSatisfy { plain($0) }
    case let p as ParenExpressionAst: return plain(p.pipeline)
    case let u as UnaryExpressionAst: return plain(u.child)
    case let b as BinaryExpressionAst: return plain(b.left) && plain(b.right)
    case let c as ConvertExpressionAst: return plain(c.child)
    default: return false
    }
  }
}
