/// What a script block's pipeline can be made into: `GetSteppablePipeline`, and the check of the restricted language.
import Engine
import Syntax

extension NetTypes {
  static func registerScriptBlockPipelines() {
    let ns = "System.Management.Automation."
    TypeTable.extend(ns + "ScriptBlock") { t in
      func of(_ v: Value) -> ScriptBlock? { if case .block(let b) = v.base { b } else { nil } }
      func steppable(_ v: Value, _ c: ExecutionContext) throws -> Value { try of(v).map { .other(try SteppablePipeline($0, c, isDriven: true)) } ?? .null }
      t.method("System.Management.Automation.SteppablePipeline GetSteppablePipeline()") { v, _, c in try steppable(v, c) }
      t.method("System.Management.Automation.SteppablePipeline GetSteppablePipeline(System.Management.Automation.CommandOrigin commandOrigin)") { v, _, c in try steppable(v, c) }
      t.method("System.Management.Automation.SteppablePipeline GetSteppablePipeline(System.Management.Automation.CommandOrigin commandOrigin, System.Object[] args)") { v, _, c in try steppable(v, c) }
      t.method("""
        void CheckRestrictedLanguage(System.Collections.Generic.IEnumerable[string] allowedCommands, System.Collections.Generic.IEnumerable[string] \
        allowedVariables, bool allowEnvironmentVariables)
        """) { v, a, c in
        guard let b = of(v) else { return .void }
        func names(_ i: Int) -> [String]? { a.at(i).isNull ? nil : a.values(i).map { Conversion.toString($0, c) } }
        let errors = RestrictedLanguage.check(b.ast, commands: names(0) ?? [], variables: names(1), environment: a.bool(2))
        if !errors.isEmpty {
          let x = ExecutionContext.parseException(errors).record.exception
          throw TerminatingError(
            "ParseException", "Exception calling \"CheckRestrictedLanguage\" with \"3\" argument(s): \"\(x.message)\"", .notSpecified,
            exception: ns + "MethodInvocationException", inner: x)
        }
        return .void
      }
    }
    TypeTable.register(ns + "SteppablePipeline") {
      NetType(ns + "SteppablePipeline", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        func of(_ v: Value) throws -> SteppablePipeline {
          guard let p = v.refValue as? SteppablePipeline else { throw nullArgument("pipeline") }
          return p
        }
        t.method("void Begin(bool expectInput)") { v, a, _ in try of(v).begin(expectsInput: a.bool(0), into: nil); return .void }
        t.method("void Begin(bool expectInput, System.Management.Automation.EngineIntrinsics contextToRedirectTo)") { v, a, c in
          try of(v).begin(expectsInput: a.bool(0), into: c.currentOutput); return .void
        }
        t.method("void Begin(System.Management.Automation.Internal.InternalCommand command)") { v, a, _ in
          guard let cmdlet = a.at(0).refValue as? PSCmdletObject else { throw nullArgument("command") }
          try of(v).begin(for: cmdlet)
          return .void
        }
        t.method("array Process()") { v, _, _ in try of(v).process(nil) }
        t.method("array Process(System.Object input)") { v, a, _ in try of(v).process(a.at(0)) }
        t.method("array End()") { v, _, _ in try of(v).end() }
        t.method("void Clean()") { v, _, _ in try of(v).clean(); return .void }
        t.method("void Dispose()") { v, _, _ in try of(v).dispose(); return .void }
      }
    }
  }
}
