/// `$ExecutionContext`: the session as scripts reach it — variables, paths, commands — and the same parts of `$PSCmdlet`.
import Engine
import NetTypes
import Primitives

/// One part; all state is the session's.
private final class Intrinsic: Ref {
  private let type: NetType
  /// The session it belongs to, when that is not the one that runs.
  weak var session: ExecutionContext?
  /// The session state it belongs to, when that is not the one of the code that asks.
  let state: SessionState?
  init(_ name: String, of session: ExecutionContext? = nil, in state: SessionState? = nil) {
    type = TypeTable.get(EngineIntrinsics.ns + name)
    self.session = session
    self.state = state
    super.init()
  }
  override var netType: NetType { type }
  override func text() -> String { type.fullName }
}

enum EngineIntrinsics {
  static let ns = "System.Management.Automation."

  static func install(into context: ExecutionContext) {
    let v = Variable("ExecutionContext", .other(Intrinsic("EngineIntrinsics")))
    v.options = [.constant, .allScope]
    v.itemDescription = "The run objects available to cmdlets"
    try? context.define(v, scope: "global")
  }

  static func register() {
    type("EngineIntrinsics") { t in
      t.property("\(ns)Host.PSHost Host {get;}") { _, c in c.variable("Host") ?? .null }
      t.property("\(ns)SessionState SessionState {get;}") { _, c in .other(c.currentSessionState) }
      part(t, "CommandInvocationIntrinsics", "InvokeCommand")
      part(t, "ProviderIntrinsics", "InvokeProvider")
      part(t, "PSLocalEventManager", "Events")
    }
    type("SessionState") { t in
      part(t, "DriveManagementIntrinsics", "Drive")
      part(t, "CmdletProviderManagementIntrinsics", "Provider")
      part(t, "PathIntrinsics", "Path")
      part(t, "PSVariableIntrinsics", "PSVariable")
      part(t, "CommandInvocationIntrinsics", "InvokeCommand")
      part(t, "ProviderIntrinsics", "InvokeProvider")
      t.property("\(ns)PSLanguageMode LanguageMode {get;set;}", set: { _, x, c in try setLanguageMode(x, c) }) { _, c in languageMode(c) }
      t.property("bool UseFullLanguageModeInDebugger {get;}") { _, _ in .bool(false) }
      t.property("System.Collections.Generic.List[string] Applications {get;}") { _, _ in .array(everything) }
      t.property("System.Collections.Generic.List[string] Scripts {get;}") { _, _ in .array(everything) }
      t.property("psmoduleinfo Module {get;}") { v, _ in (v.refValue as? SessionState)?.module.map { .other($0) } ?? .null }
    }
    registerPaths()
    registerEvents()
    registerProviderIntrinsics()
    type("PSVariableIntrinsics", variables)
    CommandLookupEvents.register()
    type("CommandInvocationIntrinsics", commands)
    TypeTable.extend(ns + "PSScriptCmdlet") { t in
      part(t, "CommandInvocationIntrinsics", "InvokeCommand")
      part(t, "ProviderIntrinsics", "InvokeProvider")
      t.method("string GetUnresolvedProviderPathFromPSPath(string path)") { _, a, c in try .str(unresolved(text(a, 0), c).path) }
      t.method("\(ns)PathInfo CurrentProviderLocation(string providerId)") { _, a, c in
        try asMethod { try run("param($n) Get-Location -PSProvider $n -ErrorAction Stop", a, c) }
      }
      scriptCmdlet(t)
    }
  }

  /// What else `$PSCmdlet` has.
  private static func scriptCmdlet(_ t: NetType) {
    methods(t, [("System.Collections.ObjectModel.Collection[string] GetResolvedProviderPathFromPSPath(string path, [ref] \(ns)ProviderInfo provider)", resolved)])
    t.method("void WriteProgress(\(ns)ProgressRecord progressRecord)") { _, a, c in
      _ = try run("""
        param($r)
        $more = @{}
        if ($r.CurrentOperation) { $more.CurrentOperation = $r.CurrentOperation }
        $isDone = $r.RecordType -eq 'Completed'
        Write-Progress -Id $r.ActivityId -ParentId $r.ParentActivityId -Activity $r.Activity -Status $r.StatusDescription -PercentComplete $r.PercentComplete `
          -SecondsRemaining $r.SecondsRemaining -Completed:$isDone @more
        """, a, c)
      return .void
    }
    // goes to the system's log of events, which is not there
    t.method("void WriteCommandDetail(string text)") { _, _, _ in .void }
    t.method("void Dispose()") { _, _, _ in .void }
    t.method("System.Object GetDynamicParameters()") { _, _, _ in .null }
    t.method("bool TransactionAvailable()") { _, _, _ in .bool(false) }
    _ = paging
    t.property("\(ns)PagingParameters PagingParameters {get;}") { v, c in
      guard let call = try c.property(v, "MyInvocation"), let f = try c.property(call, "MyCommand")?.refValue as? FunctionInfo, f.metadata.binding.supportsPaging else { return .null }
      let bound = try c.property(call, "BoundParameters")?.hashValue_
      return try paging.make([
        Conversion.convert(bound?.get(.str("IncludeTotalCount")) ?? .bool(false), to: TypeTable.switchParameter, c), bound?.get(.str("Skip")) ?? .ulong(0), bound?.get(.str("First")) ?? .ulong(.max),
      ])
    }
  }
  private static let paging = RecordType(ns + "PagingParameters", ["switch IncludeTotalCount {get;set;}", "uint64 Skip {get;set;}", "uint64 First {get;set;}"]) { t in
    t.method("psobject NewTotalCount(uint64 totalCount, double accuracy)") { _, a, c in
      try run("""
        param([uint64]$count, [double]$accuracy)
        $text = if ($accuracy -ge 1) { "Total count: $count" } elseif ($accuracy -gt 0) { "Estimated total count: $count" } else { 'Unknown total count' }
        Add-Member -InputObject $count -MemberType ScriptMethod -Name ToString -Value ([scriptblock]::Create("'$text'")) -Force -PassThru |
          Add-Member -MemberType NoteProperty -Name Accuracy -Value $accuracy -PassThru
        """, a, c)
    }
  }

  /// A part of another session than the one that asks.
  static func part(_ type: String, of session: ExecutionContext) -> Value { .other(Intrinsic(type, of: session)) }

  static func type(_ name: String, _ define: @escaping (NetType) -> Void) {
    TypeTable.register(ns + name) {
      NetType(ns + name, base: TypeTable.object) { t in
        define(t)
        t.wrapBodies { v, c, body in
          guard let part = v.refValue as? Intrinsic else { return try body(c) }
          if let state = part.state { return try c.within(state) { try body(c) } }
          guard let other = part.session, other !== c else { return try body(c) }
          return try c.lend(to: other) { try body(other) }
        }
      }
    }
  }
  static func part(_ t: NetType, _ type: String, _ name: String) {
    t.property("\(ns)\(type) \(name) {get;}") { v, _ in .other(Intrinsic(type, in: v.refValue as? SessionState)) }
  }
  private static func text(_ a: [Value], _ i: Int) -> String { i < a.count && !a[i].isNull ? Conversion.toString(a[i]) : "" }
  /// `Get-Item`-like work is a cmdlet's: runs it on arguments, in the scope of whoever called.
  static func run(_ code: String, _ a: [Value], _ c: ExecutionContext) throws -> Value {
    let block = try c.makeUnboundBlock(code)
    block.standsAside = true
    return try c.invokeBlock(block, arguments: a)
  }

  static func languageMode(_ c: ExecutionContext?) -> Value { .other(PSEnum(ns + "PSLanguageMode", (c?.languageMode ?? .full).name)) }
  static func setLanguageMode(_ v: Value, _ c: ExecutionContext) throws {
    let chosen: Value = try Conversion.convert(v, to: TypeTable.get(ns + "PSLanguageMode"), c)
    c.setLanguageMode((chosen.refValue as? PSEnum).flatMap { LanguageMode(rawValue: Int($0.raw)) } ?? .full)
  }

  private static func variables(_ t: NetType) {
    t.method("psvariable Get(string name)") { _, a, c in try c.variableObject(text(a, 0)).map { .other($0) } ?? .null }
    t.method("System.Object GetValue(string name)") { _, a, c in try value(text(a, 0), c) ?? .null }
    t.method("System.Object GetValue(string name, System.Object defaultValue)") { _, a, c in try value(text(a, 0), c) ?? a[1] }
    t.method("void Set(string name, System.Object value)") { _, a, c in
      let name = text(a, 0)
      if name.isEmpty {
        throw netError(
          ns + "PSArgumentException",
          "Cannot process argument because the value of argument \"path\" is not valid. Change the value of the \"path\" argument and run the operation again.")
      }
      if let v = try c.variableObject(name), !v.options.isDisjoint(with: [.readOnly, .constant]) {
        throw netError(ns + "SessionStateUnauthorizedAccessException", "Cannot overwrite variable \(v.name) because it is read-only or constant.")
      }
      try c.setVariable(name, a[1])
      return .void
    }
    t.method("void Set(psvariable variable)") { _, a, c in if let v = a[0].refValue as? Variable { try c.define(v) }; return .void }
    t.method("void Remove(string name)") { _, a, c in _ = try c.removeVariable(text(a, 0)); return .void }
    t.method("void Remove(psvariable variable)") { _, a, c in if let v = a[0].refValue as? Variable { _ = try c.removeVariable(v.name) }; return .void }
  }

  /// A variable, or an item of a drive by its path.
  private static func value(_ name: String, _ c: ExecutionContext) throws -> Value? {
    if let v = c.variable(name) { return v }
    guard let colon = name.firstIndex(of: ":"), PathSpace.of(c).drive(String(name[..<colon])) != nil else { return nil }
    return try run("param($p) (Get-Content -LiteralPath $p -ErrorAction Ignore)", [.str(name)], c)
  }

  private static func commands(_ t: NetType) {
    t.property("bool HasErrors {get;set;}") { _, _ in
      // it is that of the pipeline that is being run, which code outside of pipelines has none of
      throw netError("System.NullReferenceException", "Object reference not set to an instance of an object.")
    }
    t.property("System.EventHandler[\(ns)LocationChangedEventArgs] LocationChangedAction {get;set;}", set: { _, v, c in PathSpace.of(c).locationChanged = v }) {
      _, c in PathSpace.of(c).locationChanged
    }
    t.method("string ExpandString(string source)") { _, a, c in
      let source = try NetString.replace(text(a, 0), "\"", "`\"")
      return .str(Conversion.toString(try c.invokeHere("\"" + source + "\""), c))
    }
    t.method("scriptblock NewScriptBlock(string scriptText)") { _, a, c in try asMethod { .block(try c.makeUnboundBlock(text(a, 0))) } }
    t.method("System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script)") { _, a, c in
      let b = try block(text(a, 0), c)
      return try script(c) { try c.invokeScript(b, arguments: [], input: [], hasOwnScope: true) }
    }
    t.method("System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, Params System.Object[] args)") { _, a, c in
      let b = try block(text(a, 0), c)
      return try script(c) { try c.invokeScript(b, arguments: rest(a, from: 1), input: [], hasOwnScope: true) }
    }
    t.method("System.Collections.ObjectModel.Collection[psobject] InvokeScript(\(ns)SessionState sessionState, scriptblock scriptBlock, Params System.Object[] args)") { _, a, c in
      guard let state = a[0].refValue as? SessionState, case .block(let b) = a[1].base else { return collection(.void) }
      return try script(c) { try c.within(state) { try c.invokeScript(b, arguments: rest(a, from: 2), input: [], hasOwnScope: false) } }
    }
    t.method("System.Collections.ObjectModel.Collection[psobject] InvokeScript(bool useLocalScope, scriptblock scriptBlock, System.Collections.IList input, Params System.Object[] args)") { _, a, c in
      guard case .block(let b) = a[1].base else { return collection(.void) }
      return try script(c) { try c.invokeScript(b, arguments: rest(a, from: 3), input: rest(a, from: 2), hasOwnScope: Conversion.toBool(a[0])) }
    }
    t.method("""
      System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, bool useNewScope, \
      \(ns)Runspaces.PipelineResultTypes writeToPipeline, System.Collections.IList input, Params System.Object[] args)
      """) { _, a, c in
      let written = (a[2].refValue as? PSEnum)?.raw ?? 0, b = try block(text(a, 0), c)
      func body() throws -> Value { try c.invokeScript(b, arguments: rest(a, from: 4), input: rest(a, from: 3), hasOwnScope: Conversion.toBool(a[1])) }
      // what is written to the pipeline that runs is not returned
      let v = written & 2 != 0 ? collection(try NetTypes.invoking { try c.throwing(body) }) : try script(c, body)
      guard written & 1 != 0 else { return v }
      for x in v.elementsIfSequence ?? [] { try c.currentOutput.process(x) }
      return collection(.void)
    }
    t.method("\(ns)CommandInfo GetCommand(string commandName, \(ns)CommandTypes type)") { _, a, c in try command(a, c) }
    t.method("\(ns)CommandInfo GetCommand(string commandName, \(ns)CommandTypes type, System.Object[] arguments)") { _, a, c in try command(a, c) }
    let several = "System.Collections.Generic.List[\(ns)CmdletInfo]"
    CommandLookupEvents.define(t)
    t.method("\(ns)CmdletInfo GetCmdlet(string commandName)") { _, a, c in c.commands.cmdlet(text(a, 0)).map { .other($0) } ?? .null }
    t.method("\(ns)CmdletInfo GetCmdletByTypeName(string cmdletTypeName)") { _, a, c in
      c.commands.allCmdlets.first { $0.command.errorType == text(a, 0) }.map { .other($0) } ?? .null
    }
    t.method("\(several) GetCmdlets()") { _, _, c in list(c.commands.allCmdlets) }
    t.method("\(several) GetCmdlets(string pattern)") { _, a, c in list(c.commands.allCmdlets.filter { Wildcard(text(a, 0)).matches($0.name) }) }
    t.method("System.Collections.Generic.IEnumerable[\(ns)CommandInfo] GetCommands(string name, \(ns)CommandTypes commandTypes, bool nameIsPattern)") { _, a, c in
      let q = try query(a, c)
      return list(Conversion.toBool(a[2]) ? q.find(Wildcard(text(a, 0))) : q.named(text(a, 0), all: true))
    }
    t.method("System.Collections.Generic.List[string] GetCommandName(string name, bool nameIsPattern, bool returnFullName)") { _, a, c in
      try run("param($n) ,@(Get-Command $n -ErrorAction Ignore | ForEach-Object Name)", [a[0]], c)
    }
  }
  /// A text as the one block that is called.
  private static func block(_ text: String, _ c: ExecutionContext) throws -> ScriptBlock {
    let b = try c.makeUnboundBlock(text)
    try c.refuseClauses(b)
    return b
  }
  /// What InvokeScript runs: an error of one of its statements ends it.
  private static func script(_ c: ExecutionContext, _ body: () throws -> Value) throws -> Value {
    collection(try NetTypes.invoking { try c.reportingOutside { try c.throwing(body) } })
  }
  /// A search for commands of the kinds in the second argument.
  private static func query(_ a: [Value], _ c: ExecutionContext) throws -> CommandQuery {
    var q = CommandQuery(c)
    q.kinds = try Conversion.toInt64(a[1])
    return q
  }
  /// The command a name stands for, aliases not followed; null when none of the kinds has it.
  private static func command(_ a: [Value], _ c: ExecutionContext) throws -> Value {
    let q = try query(a, c)
    return q.named(text(a, 0), all: false).first.map { .other($0) } ?? .null
  }
  private static func list(_ commands: [CommandInfo]) -> Value {
    let found = PSArray(commands.map { .other($0) })
    found.kind = .list
    return .array(found)
  }
  /// The arguments of a `Params` parameter.
  private static func rest(_ a: [Value], from i: Int) -> [Value] { a.count > i ? a[i].elementsIfSequence ?? [a[i]] : [] }
  private static var everything: PSArray { PSArray([.str("*")]) }
  static func collection(_ v: Value) -> Value {
    let a: PSArray
    switch v { case .void, .unset: a = PSArray([]); case .array(let x): a = PSArray(x.values); default: a = PSArray([v]) }
    a.kind = .collection
    return .array(a)
  }
}
