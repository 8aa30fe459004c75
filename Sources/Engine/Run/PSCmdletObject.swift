/// `$PSCmdlet` and what advanced functions do with it: write to the streams, ask, end themselves, hand errors on.
import Syntax

extension ExecutionContext {
  /// The running pipeline is to stop.
  public var isStopping: Bool { flags.pointee.stopRequested }
}

/// `$PSCmdlet` in advanced functions.
public final class PSCmdletObject: Ref {
  let shell: Invocation
  /// The session state of the code that called the function; nil = the session's own.
  private let caller: ModuleScope?
  init(_ s: Invocation, calledFrom module: Unmanaged<ModuleScope>?) { shell = s; caller = module?.takeUnretainedValue(); super.init() }
  public convenience init(_ s: Invocation) { self.init(s, calledFrom: s.context.frames[s.context.depth - 1].module) }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.PSScriptCmdlet") }

  /// Members; registered with the type on first use.
  static func register() {
    TypeTable.register("System.Management.Automation.PSScriptCmdlet") {
      let t = NetType("System.Management.Automation.PSScriptCmdlet", base: TypeTable.get("System.Management.Automation.PSCmdlet"))
      t.extend { t in
        func shell(_ v: Value) -> Invocation { (v.refValue as! PSCmdletObject).shell }
        t.property("string ParameterSetName {get;}") { v, _ in .str(shell(v).parameterSet) }
        t.property("System.Management.Automation.InvocationInfo MyInvocation {get;}") { v, _ in .other(shell(v).info) }
        t.property("System.Management.Automation.ICommandRuntime CommandRuntime {get;set;}") { v, _ in
          .other(CommandRuntimeObject(shell(v)))
        }
        t.property("bool Stopping {get;}") { _, c in .bool(c.flags.pointee.stopRequested) }
        t.property("System.Management.Automation.SessionState SessionState {get;}") { v, c in .other(c.sessionState(of: (v.refValue as! PSCmdletObject).caller?.owner)) }
        t.property("System.Management.Automation.Host.PSHost Host {get;}") { _, c in c.globalValue("Host") ?? .null }
        t.method("bool ShouldProcess(string target)") { v, a, _ in .bool(try shell(v).shouldProcess(Conversion.toString(a[0]))) }
        t.method("bool ShouldProcess(string target, string action)") { v, a, _ in .bool(try shell(v).shouldProcess(Conversion.toString(a[0]), action: Conversion.toString(a[1]))) }
        t.method("bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)") { v, a, _ in
          .bool(try shell(v).shouldProcess(description: Conversion.toString(a[0]), warning: Conversion.toString(a[1]), caption: Conversion.toString(a[2])))
        }
        t.method(
          """
          bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, \
          [ref] System.Management.Automation.ShouldProcessReason shouldProcessReason)
          """
        ) { v, a, c in
          let reason = "System.Management.Automation.ShouldProcessReason", isRehearsed = c.isRehearsed(c.commonOverride)
          let answer = try shell(v).shouldProcess(description: Conversion.toString(a[0]), warning: Conversion.toString(a[1]), caption: Conversion.toString(a[2]))
          try c.setProperty(a[3], "Value", .other(PSEnum(reason, isRehearsed ? "WhatIf" : "None")))
          return .bool(answer)
        }
        t.method("bool ShouldContinue(string query, string caption)") { _, a, c in .bool(try c.shouldContinue(query: Conversion.toString(a[0]), caption: Conversion.toString(a[1]))) }
        func continueAll(_ a: [Value], _ yes: Value, _ no: Value, _ c: ExecutionContext) throws -> Value {
          let y = Conversion.toBool(try c.property(yes, "Value") ?? .null), n = Conversion.toBool(try c.property(no, "Value") ?? .null)
          let r = try c.shouldContinue(query: Conversion.toString(a[0]), caption: Conversion.toString(a[1]), yesToAll: y, noToAll: n)
          if r.all { try c.setProperty(r.answer ? yes : no, "Value", .bool(true)) }
          return .bool(r.answer)
        }
        t.method("bool ShouldContinue(string query, string caption, [ref] bool yesToAll, [ref] bool noToAll)") { _, a, c in try continueAll(a, a[2], a[3], c) }
        t.method("bool ShouldContinue(string query, string caption, bool hasSecurityImpact, [ref] bool yesToAll, [ref] bool noToAll)") { _, a, c in try continueAll(a, a[3], a[4], c) }
        t.method("void WriteObject(System.Object sendToPipeline)") { v, a, _ in try shell(v).write(a[0]); return .void }
        t.method("void WriteObject(System.Object sendToPipeline, bool enumerateCollection)") { v, a, _ in
          if Conversion.toBool(a[1]) { try shell(v).writeEach(a[0]) } else { try shell(v).write(a[0]) }
          return .void
        }
        t.method("void WriteError(System.Management.Automation.ErrorRecord errorRecord)") { v, a, c in
          if a[0].isNull {
            throw TerminatingError(
              "PSArgumentNullException",
              "Cannot process argument because the value of argument \"errorRecord\" is null. Change the value of argument \"errorRecord\" to a non-null value.",
              .invalidArgument, exception: "System.Management.Automation.PSArgumentNullException")
          }
          if let r = a[0].refValue as? ErrorRecord {
            let s = shell(v)
            r.hand(to: s, at: c.reportPlace)
            if r.exception.record == nil { r.exception.record = r }
            s.stage?.hadErrors = true
            try s.error(r)
          }
          return .void
        }
        t.method("void ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord)") { v, a, c in
          guard var r = a[0].refValue as? ErrorRecord else { return .void }
          let s = shell(v)
          if r.holdsStandIn { r = r.showing(PSException("System.Management.Automation.CmdletInvocationException", r.message)) }
          r.hand(to: s, at: c.reportPlace)
          let e = s.terminating(r)
          e.record.raisedByCmdlet = true
          e.record.isGiven = true
          e.record.position = s.info.position ?? c.reportPlace
          e.record.isPlaceless = s.info.isHosted
          throw e
        }
        t.method("void WriteWarning(string text)") { v, a, _ in try shell(v).warning(Conversion.toString(a[0])); return .void }
        t.method("void WriteVerbose(string text)") { v, a, _ in try shell(v).verbose(Conversion.toString(a[0])); return .void }
        t.method("void WriteDebug(string text)") { v, a, _ in try shell(v).debug(Conversion.toString(a[0])); return .void }
        t.method("void WriteInformation(System.Object messageData, string[] tags)") { v, a, c in
          try shell(v).information(a[0], tags: a[1].arrayValue?.values.map { Conversion.toString($0, c) } ?? []); return .void
        }
        t.method("System.Object GetVariableValue(string name)") { _, a, c in c.variable(Conversion.toString(a[0])) ?? .null }
        t.method("System.Object GetVariableValue(string name, System.Object defaultValue)") { _, a, c in c.variable(Conversion.toString(a[0])) ?? a[1] }
      }
      return t
    }
    TypeTable.register("System.Management.Automation.Internal.InternalCommand") { NetType("System.Management.Automation.Internal.InternalCommand", base: TypeTable.object) }
    TypeTable.register("System.Management.Automation.Cmdlet") {
      NetType("System.Management.Automation.Cmdlet", base: TypeTable.get("System.Management.Automation.Internal.InternalCommand")) { t in
        for (name, all) in [
          (
            "CommonParameters",
            [
              "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "OutVariable",
              "OutBuffer", "PipelineVariable", "InformationVariable"
            ]
          ), ("OptionalCommonParameters", ["WhatIf", "Confirm", "UseTransaction"])
        ] {
          t.staticProperty("System.Collections.Generic.HashSet[string] \(name) {get;}") { _ in .array(PSArray(all.map { .str($0) }, of: TypeTable.string)) }
        }
      }
    }
    TypeTable.register("System.Management.Automation.PSCmdlet") { NetType("System.Management.Automation.PSCmdlet", base: TypeTable.get("System.Management.Automation.Cmdlet")) }
  }
}

extension ErrorRecord {
  /// Whoever writes a record is whose error it is, also when it was another one's before; it keeps the stack it arose under.
  fileprivate func hand(to shell: Invocation, at place: Extent?) {
    pinTrace(orAt: place)
    if ownErrorId != errorId { errorId = ownErrorId; categoryActivity = nil }
    guard invocation != nil || position != nil else { return }
    invocation = shell.info
    position = shell.info.position
  }
}

extension PSObject {
  /// A word like `-Name` among the arguments of a simple function: text for the function, a parameter again when splatted on.
  static func parameterWord(_ text: String, _ name: String, _ value: Value?) -> PSObject {
    let o = PSObject(shape: .root, reserve: 2, wrapping: .str(text))
    o.set("<CommandParameterName>", .str(name), kind: .memberSet)
    if let value { o.set("<CommandParameterValue>", value, kind: .memberSet) }
    return o
  }
  var parameterName: (name: String, value: Value?)? {
    guard wrapped != nil, let n = get("<CommandParameterName>") else { return nil }
    return (Conversion.toString(n), get("<CommandParameterValue>"))
  }
  /// The exception an instance of a script class deriving from Exception carries.
  public var exception: PSException? {
    if case .other(let r)? = get("<Exception>") { return r as? PSException }
    return nil
  }
}

/// `$PSCmdlet.CommandRuntime`, which shows itself as its command.
private final class CommandRuntimeObject: Ref {
  private let shell: Invocation
  init(_ s: Invocation) { shell = s; super.init() }
  override var netType: NetType { TypeTable.get("System.Management.Automation.MshCommandRuntime") }
  override func text() -> String { shell.info.command?.name ?? "" }
}
