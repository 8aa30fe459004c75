/// `$Host`: the host as scripts see it, with its user interface and the raw terminal behind it.
import Engine
import Glibc

enum HostObject {
  static let namespace = "System.Management.Automation.Host."

  /// Puts `$Host` into a session.
  static func install(into context: ExecutionContext) {
    let v = Variable("Host")
    // made when somebody looks: cultures and versions would cost every session a millisecond
    v.makeWhenRead { [unowned context] in make(context) }
    v.options = [.constant, .allScope]
    try? context.define(v, scope: "global")
  }
  private static func make(_ context: ExecutionContext) -> Value {
    _ = choice
    _ = field
    let ui = interface.make([(context.host as? ProgramHost)?.raw ?? raw.make([], text: nil), .bool(Environment.get("TERM") != "dumb")])
    if let program = context.host as? ProgramHost {
      return host.make(
        ["Name", "Version", "InstanceId"].map(program.property) + [ui] + ["CurrentCulture", "CurrentUICulture", "PrivateData"].map(program.property) + [
          .bool(true), .bool(false), .null
        ])
    }
    return host.make([
      .str("ConsoleHost"), (try? Conversion.convert(.str(FollowedVersion.text), to: TypeTable.get("System.Version"), context)) ?? .str(FollowedVersion.text),
      (try? context.callStatic(TypeTable.get("System.Guid"), "NewGuid", [])) ?? .null, ui, culture(context), culture(context), ConsoleColors.make(context), .bool(true), .bool(false), .null,
    ])
  }
  private static func culture(_ c: ExecutionContext) -> Value { (try? c.callStatic(TypeTable.get("System.Globalization.CultureInfo"), "GetCultureInfo", [.str("en-US")])) ?? .str("en-US") }

  /// `$Host.DebuggerEnabled`: a script may keep the debugger's prompt away.
  static func isDebuggerEnabled(_ c: ExecutionContext) -> Bool {
    let i = 7
    guard let r = Record.of(c.variable("Host") ?? .null), r.values.indices.contains(i) else { return true }
    return Conversion.toBool(r.values[i])
  }

  // MARK: - Types

  nonisolated(unsafe) static let host: RecordType = RecordType("System.Management.Automation.Internal.Host.InternalHost", base: "System.Management.Automation.Host.PSHost", [
    "string Name {get;}", "version Version {get;}", "guid InstanceId {get;}", "System.Management.Automation.Host.PSHostUserInterface UI {get;}",
    "cultureinfo CurrentCulture {get;}", "cultureinfo CurrentUICulture {get;}", "psobject PrivateData {get;}", "bool DebuggerEnabled {get;set;}",
    "bool IsRunspacePushed {get;}",
  ]) { t in
    t.property("runspace Runspace {get;}") { _, c in .other(Runspace.of(c)) }
    t.method("void SetShouldExit(int exitCode)") { _, a, _ in throw FlowSignal.exit(Int32(truncatingIfNeeded: try Conversion.toInt64(a[0]))) }
    t.method("void EnterNestedPrompt()") { _, _, c in try c.enterNestedPrompt(); return .void }
    t.method("void ExitNestedPrompt()") { _, _, c in
      if c.nestedPromptLevel == 0 {
        throw TerminatingError(
          "InvalidOperation", "Cannot exit a nested prompt because no nested prompts exist.", .invalidOperation, exception: "System.InvalidOperationException")
      }
      throw FlowSignal.exit(0)
    }
    t.method("void NotifyBeginApplication()") { _, _, _ in .void }
    t.method("void NotifyEndApplication()") { _, _, _ in .void }
  }

  nonisolated(unsafe) static let interface: RecordType = RecordType(
    "System.Management.Automation.Internal.Host.InternalHostUserInterface", base: "System.Management.Automation.Host.PSHostUserInterface",
    [
    "System.Management.Automation.Host.PSHostRawUserInterface RawUI {get;}", "bool SupportsVirtualTerminal {get;}",
  ]) { t in
    func text(_ v: Value, _ c: ExecutionContext) -> String { v.isNull ? "" : Conversion.toString(v, c) }
    func color(_ v: Value, _ c: ExecutionContext) -> Engine.ConsoleColor? { Engine.ConsoleColor(name: text(v, c)) }
    t.method("void Write(string value)") { _, a, c in c.host.write(text(a[0], c)); return .void }
    t.method("void Write(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value)") { _, a, c in
      c.host.write(text(a[2], c), foreground: color(a[0], c), background: color(a[1], c))
      return .void
    }
    t.method("void WriteLine()") { _, _, c in c.host.write("\n"); return .void }
    t.method("void WriteLine(string value)") { _, a, c in c.host.write(text(a[0], c) + "\n"); return .void }
    t.method("void WriteLine(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value)") { _, a, c in
      c.host.write(text(a[2], c) + "\n", foreground: color(a[0], c), background: color(a[1], c))
      return .void
    }
    func credential(_ a: [Value], _ c: ExecutionContext) throws -> Value {
      try GetCredential.ask(a[0].isNull ? nil : text(a[0], c), text(a[1], c), user: text(a[2], c), domain: text(a[3], c), c) ?? .null
    }
    t.method("pscredential PromptForCredential(string caption, string message, string userName, string targetName)") { _, a, c in try credential(a, c) }
    t.method("""
      pscredential PromptForCredential(string caption, string message, string userName, string targetName, System.Management.Automation.PSCredentialTypes \
      allowedCredentialTypes, System.Management.Automation.PSCredentialUIOptions options)
      """) { _, a, c in try credential(a, c) }
    t.method("void WriteErrorLine(string value)") { _, a, c in c.host.writeError(text(a[0], c) + "\n"); return .void }
    t.method("void WriteWarningLine(string message)") { _, a, c in
      let old = c.variable("WarningPreference") ?? .null
      try c.setVariable("WarningPreference", .str("Continue"))
      defer { try? c.setVariable("WarningPreference", old) }
      try c.writeWarning(text(a[0], c))
      return .void
    }
    t.method("void WriteVerboseLine(string message)") { _, a, c in
      let old = c.variable("VerbosePreference") ?? .null
      try c.setVariable("VerbosePreference", .str("Continue"))
      defer { try? c.setVariable("VerbosePreference", old) }
      try c.writeVerbose(text(a[0], c))
      return .void
    }
    t.method("void WriteDebugLine(string message)") { _, a, c in
      let old = c.variable("DebugPreference") ?? .null
      try c.setVariable("DebugPreference", .str("Continue"))
      defer { try? c.setVariable("DebugPreference", old) }
      try c.writeDebug(text(a[0], c))
      return .void
    }
    t.method("void WriteProgress(long sourceId, System.Management.Automation.ProgressRecord record)") { _, a, c in
      c.host.progress(try progress(a[1], c))
      return .void
    }
    t.method("void WriteInformation(System.Management.Automation.InformationRecord record)") { _, _, _ in .void }
    t.method("string ReadLine()") { _, _, c in
      try answers(c)
      c.host.flush()
      return c.host.readLine().map { .str($0) } ?? .null
    }
    t.method("securestring ReadLineAsSecureString()") { _, _, c in
      try answers(c)
      c.host.flush()
      return try SecureText.make(c.host.readSecret() ?? "", c)
    }
    t.method("int PromptForChoice(string caption, string message, System.Object choices, System.Object defaultChoice)") { _, a, c in
      if a[2].isNull { throw missing("PromptForChoice", "choices", 4) }
      let choices = try list(a[2]).map { try promptChoice(of: $0, c) }
      if case .array(let many) = a[3].base {
        let picked = try c.host.promptForChoices(caption: text(a[0], c), message: text(a[1], c), choices: choices, defaults: try many.values.map { Int(try Conversion.toInt64($0)) })
        let result = PSArray(picked.map { .integer($0) })
        result.kind = .collection
        result.elementType = TypeTable.int
        return .array(result)
      }
      if choices.isEmpty { throw wrapped("PromptForChoice", "System.Management.Automation.PSArgumentException", "\"choices\" should have at least one element.") }
      let d = Int(try Conversion.toInt64(a[3]))
      guard d >= -1, d < choices.count else {
        throw wrapped(
          "PromptForChoice", "System.ArgumentOutOfRangeException",
          "\"defaultChoice\" must be a valid index into \"choice\" or -1 for no default choice. (Parameter 'defaultChoice')\nActual value was \(d).")
      }
      return .integer(try c.host.promptForChoice(caption: text(a[0], c), message: text(a[1], c), choices: choices, default: d))
    }
    t.method("System.Collections.Generic.Dictionary[string,psobject] Prompt(string caption, string message, System.Object descriptions)") { _, a, c in
      if a[2].isNull { throw missing("Prompt", "descriptions", 3) }
      let fields = try list(a[2]).map { try promptField(of: $0, c) }
      let table = PSHash(.dictionary)
      for (field, answer) in zip(fields, try c.host.prompt(caption: text(a[0], c), message: text(a[1], c), fields: fields) ?? []) {
        if case .array(let list) = answer.value.base, let type = TypeTable.resolve(field.typeName) { list.elementType = type }
        table.set(.str(answer.name), answer.value)
      }
      return .hash(table)
    }
  }

  /// `IHostUISupportsMultipleChoiceSelection` is a cast of `$Host.UI`, and changes nothing.
  static func registerInterfaces() {
    let name = namespace + "IHostUISupportsMultipleChoiceSelection"
    // `$Host` is made when asked for; scripts name these types before
    TypeTable.registerLater { _ = (host, interface, choice, field, HostObject.size, HostObject.coordinates, HostObject.key) }
    TypeTable.register(name) {
      let t = NetType(name, .interface)
      t.converter = { v, _ in v }
      return t
    }
  }

  nonisolated(unsafe) static let choice: RecordType = RecordType(namespace + "ChoiceDescription", ["string Label {get;}", "string HelpMessage {get;set;}"]) { t in
    func label(_ v: Value, _ c: ExecutionContext, _ count: Int) throws -> Value {
      let text = Conversion.toString(v, c)
      if text.isEmpty { throw wrapped(".ctor", "System.Management.Automation.PSArgumentException", "label cannot be null or empty.", count) }
      return .str(text)
    }
    t.constructor(namespace + "ChoiceDescription new(string label)") { a, c in choice.make([try label(a[0], c, 1), .emptyString]) }
    t.constructor(namespace + "ChoiceDescription new(string label, string helpMessage)") { a, c in choice.make([try label(a[0], c, 2), .str(Conversion.toString(a[1], c))]) }
    t.converter = { v, c in
      if let s = v.stringValue { return choice.make([.str(s), .emptyString]) }
      return Record.of(v)?.type.name == "ChoiceDescription" ? v : nil
    }
  }
  nonisolated(unsafe) static let field: RecordType = RecordType(namespace + "FieldDescription", [
    "string Name {get;}", "string ParameterTypeName {get;}", "string ParameterTypeFullName {get;}", "string ParameterAssemblyFullName {get;}", "string Label {get;set;}",
    "string HelpMessage {get;set;}", "bool IsMandatory {get;set;}", "psobject DefaultValue {get;set;}", "System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}",
  ]) { t in
    t.constructor(namespace + "FieldDescription new(string name)") { a, c in
      field.make([.str(Conversion.toString(a[0], c)), .str("String"), .str("System.String"), .emptyString, .emptyString, .emptyString, .bool(true), .null, .arr([])])
    }
    t.method("void SetParameterType(type parameterType)") { v, a, _ in
      guard let r = Record.of(v), case .type(let type) = a[0].base else { return .void }
      r.values[1] = .str(type.name)
      r.values[2] = .str(type.fullName)
      return .void
    }
  }

  // MARK: - Arguments

  private static func list(_ v: Value) throws -> [Value] { v.arrayValue?.values ?? (v.isNull ? [] : [v]) }
  private static func promptChoice(of v: Value, _ c: ExecutionContext) throws -> PromptChoice {
    if let s = v.stringValue { return PromptChoice(s) }
    return PromptChoice(try c.property(v, "Label").map { Conversion.toString($0, c) } ?? "", try c.property(v, "HelpMessage").map { Conversion.toString($0, c) } ?? "")
  }
  private static func promptField(of v: Value, _ c: ExecutionContext) throws -> PromptField {
    func text(_ name: String) throws -> String { try c.property(v, name).map { $0.isNull ? "" : Conversion.toString($0, c) } ?? "" }
    let typeName = try text("ParameterTypeFullName")
    let type = TypeTable.resolve(typeName) ?? TypeTable.string
    return PromptField(try text("Name"), help: try text("HelpMessage"), hasCommands: try !text("Label").isEmpty, type: type, c)
  }
  private static func progress(_ v: Value, _ c: ExecutionContext) throws -> ProgressRecord {
    func text(_ name: String) throws -> String { try c.property(v, name).map { $0.isNull ? "" : Conversion.toString($0, c) } ?? "" }
    func number(_ name: String) throws -> Int { Int(try Conversion.toInt64(try c.property(v, name) ?? .int(-1))) }
    var r = ProgressRecord()
    (r.activity, r.status, r.currentOperation) = (try text("Activity"), try text("StatusDescription"), try text("CurrentOperation"))
    (r.id, r.parentId, r.percent) = (try number("ActivityId"), try number("ParentActivityId"), try number("PercentComplete"))
    r.secondsRemaining = try number("SecondsRemaining")
    r.completed = try text("RecordType") == "Completed"
    return r
  }
  private static func answers(_ c: ExecutionContext) throws {
    if !c.host.isInteractive {
      throw TerminatingError(
        "InvalidOperation", "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", .invalidOperation,
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
  }
  private static func missing(_ method: String, _ name: String, _ count: Int) -> TerminatingError {
    wrapped(
      method, "System.Management.Automation.PSArgumentNullException",
      "Cannot process argument because the value of argument \"\(name)\" is null. Change the value of argument \"\(name)\" to a non-null value.", count)
  }
  private static func wrapped(_ method: String, _ type: String, _ message: String, _ count: Int = 4) -> TerminatingError {
    let inner = PSException(type, message)
    return TerminatingError(
      inner.type.name, "Exception calling \"\(method)\" with \"\(count)\" argument(s): \"\(message)\"", .notSpecified,
      exception: "System.Management.Automation.MethodInvocationException", inner: inner)
  }
}
