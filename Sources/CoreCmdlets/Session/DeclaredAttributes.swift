/// Attributes of a script parameter in PowerShell's order: those written, the last one first, and its types behind them.
import Engine
import Syntax

extension ParameterObjects {
  private static let typeConverter = attribute("ArgumentTypeConverterAttribute", ["bool TransformNullOptionalParameters {get;}"])

  /// Where a function or a script declares a parameter.
  static func declaration(of parameter: String, _ c: CommandInfo) -> ParameterAst? {
    guard let body = (c as? FunctionInfo)?.block.ast else { return nil }
    let declared = body.paramBlock?.parameters ?? (body.parent as? FunctionDefinitionAst)?.parameters ?? []
    return declared.first { $0.name.path.userPath.equalsIgnoringCase(parameter) }
  }
  /// A parameter without `[Parameter()]` has one all the same, in front of the others.
  static func inWrittenOrder(_ all: [Value], _ written: ParameterAst) -> [Value] {
    func name(_ v: Value) -> String { (TypeTable.typeOf(v).fullName.split(separator: ".").last ?? "").lowercased() }
    var rest = all, ordered: [Value] = []
    for a in written.attributes.reversed() where a.kind == .attribute {
      let short = (a.typeName.fullName.split(separator: ".").last ?? "").lowercased()
      guard let i = rest.lastIndex(where: { name($0) == short || name($0) == short + "attribute" }) else { continue }
      ordered.append(rest.remove(at: i))
    }
    return rest + ordered + written.attributes.filter { $0.kind == .typeConstraint }.map { _ in typeConverter.make([.bool(true)]) }
  }
}
