/// `using module`: the module is imported before the script runs, and its classes and enums can be named in it.
import Syntax

extension ExecutionContext {
  /// Imports the modules a script says it uses; their types become known to `unit`.
  func useModules(_ ast: ScriptBlockAst, _ unit: Unit, _ source: SourceText) throws {
    for u in ast.usingStatements where u.usingKind == .module {
      guard var name = u.name?.value ?? u.moduleName else { continue }
      // a relative path is meant from the script's own folder
      if name.hasPrefix("./") || name.hasPrefix("../") || name.hasPrefix(".\\") || name.hasPrefix("..\\"), let file = source.file {
        name = Compiler.directory(of: file) + "/" + name.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "/")
      }
      let found = try callCommand("Import-Module", ["-PassThru", "-Name"], [name]).last
      guard case .other(let r)? = found?.base, let m = r as? ModuleInfo else {
        throw locate(TerminatingError("ModuleNotFoundDuringParse", "Could not find the module '\(u.name?.value ?? name)'.", .parserError, exception: "System.Management.Automation.ParseException"), u.extent)
      }
      for (n, t) in m.types { unit.types[n] = t }
    }
  }
  /// Runs a command with switches and quoted arguments; its output.
  func callCommand(_ name: String, _ words: [String], _ arguments: [String]) throws -> [Value] {
    let quoted = arguments.map { "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'" }
    let text = SourceText(([name] + words + quoted).joined(separator: " ") + " -ErrorAction Ignore")
    let v = try invokeBlock(ScriptBlock(Parser.parse(text).ast, source: text, home: nil))
    return v.isNull ? [] : v.arrayValue?.values ?? [v]
  }
}

extension UsingStatementAst {
  /// `using module @{ ModuleName = '…'; … }`.
  var moduleName: String? {
    guard let h = moduleSpecification else { return nil }
    for (k, v) in h.pairs {
      guard (k as? StringConstantExpressionAst)?.value.equalsIgnoringCase("ModuleName") ?? false else { continue }
      if let p = v as? PipelineAst, let s = p.pureExpression as? StringConstantExpressionAst { return s.value }
    }
    return nil
  }
}
