/// `SafeGetValue`: values of a tree that can be had without running anything a script could have hidden in it.
import Engine
import Syntax

extension Ast {
  /// Whether the node is made of constants, tables, arrays and operators on them only.
  public var hasSafeValue: Bool {
    switch kind {
    case .constant, .stringConstant: return true
    case .variable:
      return ["true", "false", "null", "psculture", "psuiculture", "psscriptroot"].contains(unsafeDowncast(self, to: VariableExpressionAst.self).path.name.lowercased())
    case .typeExpression: return true
    case .convert:
      guard let t = TypeTable.resolve(unsafeDowncast(self, to: ConvertExpressionAst.self).type.typeName) else { return false }
      return (t.isValueType && t.namespace == "System" && !t.isEnum || t === TypeTable.string) && unsafeDowncast(self, to: ConvertExpressionAst.self).child.hasSafeValue
    case .binary:
      switch unsafeDowncast(self, to: BinaryExpressionAst.self).op {
      case .plus, .minus, .multiply, .divide, .rem, .and, .or, .xor, .band, .bor, .bxor, .shl, .shr, .ieq, .ine, .ige, .igt, .ilt, .ile, .ceq, .cne, .cge, .cgt,
        .clt, .cle:
        return children.allSatisfy(\.hasSafeValue)
      default: return false
      }
    case .unary:
      switch unsafeDowncast(self, to: UnaryExpressionAst.self).op {
      case .plus, .minus, .not, .exclaim, .bnot: return children.allSatisfy(\.hasSafeValue)
      default: return false
      }
    case .pipeline: return unsafeDowncast(self, to: PipelineAst.self).pureExpression?.hasSafeValue ?? false
    case .statementBlock:
      let b = unsafeDowncast(self, to: StatementBlockAst.self)
      return b.traps.isEmpty && b.statements.count <= 1 && b.statements.allSatisfy(\.hasSafeValue)
    case .array, .arrayLiteral, .hashtable, .paren, .subExpression, .index, .ternary, .expandableString, .commandExpression: return children.allSatisfy(\.hasSafeValue)
    default: return false
    }
  }

  /// Whether what makes up the value is few enough to be read unasked: 500 keys a table, 5,000 nodes in all.
  public var isWithinSafeSize: Bool {
    var nodes = 0
    func fits(_ a: Ast) -> Bool {
      switch a.kind {
      case .constant, .stringConstant, .variable, .convert, .unary: nodes += 1
      case .hashtable: if unsafeDowncast(a, to: HashtableAst.self).pairs.count > 500 { return false }
      default: if a is StatementAst { nodes += 1 }
      }
      return nodes < 5000 && a.children.allSatisfy(fits)
    }
    return fits(self)
  }
}
