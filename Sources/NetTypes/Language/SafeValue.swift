/// `SafeGetValue`: values of a tree that can be had without running anything a script could have hidden in it.
import Engine
import Syntax

extension Ast {
  /// Whether the node is made of constants, tables, arrays and operators on them only.
  var hasSafeValue: Bool {
    switch kind {
    case .constant, .stringConstant: return true
    case .variable:
      return ["true", "false", "null", "psculture", "psuiculture"].contains(unsafeDowncast(self, to: VariableExpressionAst.self).path.name.lowercased())
    case .typeExpression: return true
    case .convert:
      guard let t = TypeTable.resolve(unsafeDowncast(self, to: ConvertExpressionAst.self).type.typeName) else { return false }
      return (t.isValueType && t.namespace == "System" && !t.isEnum || t === TypeTable.string) && unsafeDowncast(self, to: ConvertExpressionAst.self).child.hasSafeValue
    case .binary:
      switch unsafeDowncast(self, to: BinaryExpressionAst.self).op {
      case .plus, .minus, .multiply, .divide, .rem, .and, .or, .xor, .band, .bor, .bxor, .shl, .shr, .ieq, .ine, .ige, .igt, .ilt, .ile, .ceq, .cne, .cge, .cgt, .clt, .cle: return children.allSatisfy(\.hasSafeValue)
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
}
