/// The sentences and small helpers that the hosting classes share.
import Engine
import NetTypes
import Primitives

enum Hosting {
  static let ns = "System.Management.Automation."
  static let runspaces = "System.Management.Automation.Runspaces."

  static func integer(_ v: Value) -> Int { (try? Conversion.toInt32(v)).map { Int($0) } ?? 0 }
  static func text(_ a: [Value], _ i: Int) -> String { i < a.count && !a[i].isNull ? Conversion.toString(a[i]) : "" }
  static func argument(_ a: [Value], _ i: Int) -> Value { i < a.count ? a[i] : .null }
  static func null(_ parameter: String) -> TerminatingError {
    netError(
      ns + "PSArgumentNullException",
      "Cannot process argument because the value of argument \"\(parameter)\" is null. Change the value of argument \"\(parameter)\" to a non-null value.",
      param: nil)
  }
  static func refusal(_ exception: String, _ message: String) -> TerminatingError { netError(exception, message) }
  static func invalidOperation(_ message: String) -> TerminatingError { netError("System.InvalidOperationException", message) }
  static func disposed(_ name: String) -> TerminatingError { netError("System.ObjectDisposedException", "Cannot access a disposed object.\nObject name: '\(name)'.") }
  /// What a method throws whose work ended with this exception.
  static func failed(_ method: String, _ count: Int, _ x: PSException) -> TerminatingError {
    TerminatingError(x.type.name, "Exception calling \"\(method)\" with \"\(count)\" argument(s): \"\(x.message)\"", .notSpecified, exception: ns + "MethodInvocationException", inner: x)
  }
  static func list(_ values: [Value] = [], _ type: NetType) -> PSArray {
    let a = PSArray(values)
    a.kind = .collection
    a.exactType = type
    return a
  }
  /// `PSDataCollection<T>`.
  static func stream(_ element: String) -> PSArray {
    let e = TypeTable.get(element)
    let a = list([], TypeTable.generic(ns + "PSDataCollection`1", [e]) ?? TypeTable.object)
    a.elementType = e
    return a
  }
  /// A state enumeration's value.
  static func state(_ type: String, _ name: String) -> Value { .other(PSEnum(type, name)) }
  static func guid(_ g: NetGuid) -> Value { .other(PSGuid(g)) }
}

extension Hosting {
  /// Registers the classes; once per process.
  static func register() {
    CmsRecipient.register()
    HostedTypes.register()
    RunspaceTypes.register()
    InitialSessionStateTypes.register()
    PowerShellType.register()
    HostedPipelineType.register()
    ScriptBlockCommands.register()
    ProxyCommandType.register()
    CommentHelpInfo.register()
    TypeTable.registerLater {
      // the classes of cmdlets, as -Type arguments and attributes name them
      for (name, _) in CoreCmdlets.all {
        let full = "Microsoft.PowerShell.Commands." + name.filter { $0 != "-" } + "Command"
        TypeTable.register(full) { NetType(full, base: TypeTable.get(ns + "PSCmdlet")) }
      }
      TypeTable.extend(ns + "CmdletInfo") { t in
        t.constructor("\(ns)CmdletInfo new(string name, type implementingType)") { a, _ in
          guard case .type(let type) = a[1].base, let (name, found) = CmdletNames.named(type.fullName, text(a, 0)) else { throw null("implementingType") }
          return .other(CmdletInfo(name, found))
        }
      }
    }
  }
}
