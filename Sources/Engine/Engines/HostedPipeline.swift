/// Pipelines that a program puts together command by command and has run by an engine: what `[powershell]` is made of.
import Syntax

/// One command of such a pipeline, as `Runspaces.Command` shows it.
public final class HostedCommand: Ref {
  /// A command's name, or a script.
  public let text: String
  /// The text is a script, not the name of a command.
  public let isScript: Bool
  /// A script with variables of its own; without, it runs in the scope that is current in the engine.
  public let hasOwnScope: Bool
  /// The command itself, when it was given instead of a name.
  let info: CommandInfo?
  /// The parameters as the objects scripts see.
  public let parameters = PSArray([])
  /// The next command begins a statement of its own.
  public var endsStatement = false
  public init(_ text: String, isScript: Bool = false, ownScope: Bool = false, info: CommandInfo? = nil) {
    self.text = text; self.isScript = isScript; hasOwnScope = ownScope; self.info = info
    super.init()
    parameters.kind = .collection
    parameters.exactType = TypeTable.get("System.Management.Automation.Runspaces.CommandParameterCollection")
  }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.Runspaces.Command") }
  /// A named parameter, or an argument when there is no name.
  public func add(_ name: String?, _ value: Value, hasValue: Bool = true, isSplat: Bool = false) { parameters.append(.other(HostedParameter(name, value, hasValue: hasValue, isSplat: isSplat))) }
  /// The same command with a list of parameters of its own.
  public func copy() -> HostedCommand {
    let c = HostedCommand(text, isScript: isScript, ownScope: hasOwnScope, info: info)
    for p in parameters.elements { c.parameters.append(p) }
    c.endsStatement = endsStatement
    return c
  }
}

/// `Runspaces.CommandParameter`.
public final class HostedParameter: Ref {
  /// Without dash; nil for an argument.
  public let name: String?
  public let value: Value
  let hasValue: Bool
  /// From a splatted table: it gives way to one that was named.
  let isSplat: Bool
  public init(_ name: String?, _ value: Value, hasValue: Bool = true, isSplat: Bool = false) { self.name = name; self.value = value; self.hasValue = hasValue; self.isSplat = isSplat; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.Runspaces.CommandParameter") }
}

/// Where the streams of a hosted pipeline are gathered.
public struct HostedStreams {
  let error, warning, verbose, debug, information: PSArray
  let progress: (ProgressRecord) -> Void
  /// The pipeline runs within one of the session's, whose host shows what it is told.
  let isNested: Bool
  public init(
    error: PSArray, warning: PSArray, verbose: PSArray, debug: PSArray, information: PSArray, isNested: Bool = false, progress: @escaping (ProgressRecord) -> Void
  ) {
    self.error = error; self.warning = warning; self.verbose = verbose; self.debug = debug; self.information = information; self.progress = progress
    self.isNested = isNested
  }
  /// - Parameter host: the program's host, which is told of what it is not itself the reader of
  fileprivate func targets(_ host: (any HostProgram)?, _ context: ExecutionContext) -> StreamTargets {
    func into(_ list: PSArray) -> Stage {
      guard let host else {
        guard isNested else { return EntrySink { list.append($0) } }
        return EntrySink { [unowned context] v in
          list.append(v)
          if let r = v.refValue as? StreamRecord { context.show(r) } else if let r = v.refValue as? InformationRecord, r.wasShown { context.show(r) }
        }
      }
      return EntrySink { list.append($0); try host.tell($0) }
    }
    let progress = progress
    return StreamTargets(error: into(error), warning: into(warning), verbose: into(verbose), debug: into(debug), information: into(information)) {
      progress($0)
      host?.progress($0)
    }
  }
}

extension ExecutionContext {
  /// Runs the commands, statement by statement; the first statement gets the input.
  /// - Throws: `HostedFailure` for an error that ended it; `FlowSignal.stopped`
  public func runHosted(_ commands: [HostedCommand], input: [Value]?, streams targets: HostedStreams, into output: PSArray) throws {
    let saved = (streams, sink, commonOverride, flags.pointee.catching, depth, sp), wasWithin = isHostedWithin
    isHostedWithin = targets.isNested
    defer { isHostedWithin = wasWithin }
    streams = targets.targets(host.program, self)
    streams.outside = streams.error
    sink = EntrySink { output.append($0) }
    commonOverride = CommonParameters()
    flags.pointee.catching = 0
    defer { (streams, sink, commonOverride, flags.pointee.catching, depth, sp) = saved }
    var input = input
    var statement: [HostedCommand] = []
    for (i, c) in commands.enumerated() {
      statement.append(c)
      guard c.endsStatement || i == commands.count - 1 else { continue }
      do { try runHostedStatement(statement, input) } catch let e as TerminatingError {
        flags.pointee.success = false
        complete(e.record)
        // only the last statement's error is the pipeline's
        if i < commands.count - 1, !e.record.isStop {
          remember(e.record)
          targets.error.append(.other(e.record))
          (statement, input) = ([], nil)
          continue
        }
        let exception = e.record.hostedException(isCommand: isCommand(statement[0]))
        if exception.parseErrors.isEmpty, !exception.type.name.hasSuffix("ParseException") { remember(e.record) }
        throw HostedFailure(exception: exception)
      } catch FlowSignal.exit {} catch FlowSignal.breakLoop {} catch FlowSignal.continueLoop {} catch FlowSignal.returnFromScript {}
      statement = []
      input = nil
    }
  }
  private func isCommand(_ c: HostedCommand) -> Bool {
    if c.isScript { return false }
    guard let f = (c.info ?? findCommand(c.text)) as? FunctionInfo else { return true }
    return f.metadata.isAdvanced
  }
  private func runHostedStatement(_ commands: [HostedCommand], _ input: [Value]?) throws {
    var stages: [CommandStage] = []
    var next = sink
    for (i, c) in commands.enumerated().reversed() {
      let stage = try hostedStage(c, i, commands.count, next, expectsInput: i > 0 || input != nil)
      stages.insert(stage, at: 0)
      next = stage
    }
    guard let head = stages.first else { return }
    try drive(stages) { if let input { for v in input { try head.process(v) } } else { try head.run() } }
  }
  /// A script; a text that only lacks its end has an exception of its own.
  private func hostedBlock(_ text: String) throws -> ScriptBlock {
    do { return try makeBlock(text) } catch let e as TerminatingError {
      guard let first = e.record.parseErrors.first, first.incompleteInput else { throw e }
      throw TerminatingError(first.id, first.message, .parserError, exception: "System.Management.Automation.IncompleteParseException")
    }
  }
  private func hostedStage(_ c: HostedCommand, _ position: Int, _ length: Int, _ next: Stage, expectsInput: Bool) throws -> CommandStage {
    let nowhere = Extent(SourceText(""), 0, 0)
    let parameters = c.parameters.elements.compactMap { $0.refValue as? HostedParameter }
    if c.isScript {
      let block = try hostedBlock(c.text)
      if languageMode != .full { try checkHanded(block.ast) }
      let site = CommandSite(name: nil, invocation: c.hasOwnScope ? .ampersand : .dot, extent: block.ast.extent, position: position, length: length)
      site.call.isHosted = true
      let arguments = parameters.map { p in
        var a = Argument(name: p.name, value: p.value, hasValue: p.hasValue, extent: nowhere)
        a.text = p.name.map { "-" + $0 }
        return a
      }
      if c.hasOwnScope { return try FunctionStage(self, plan(block), command: nil, site, arguments, next: next, expectsInput: expectsInput) }
      return try DotStage(self, block, command: nil, site, arguments, next: next, expectsInput: expectsInput)
    }
    let sites = parameters.map { p -> ArgumentSite in
      if p.isSplat, let name = p.name {
        let one = PSHash()
        one.set(name, p.value)
        return ArgumentSite(kind: .splat, value: ExprBox { _, _ in .hash(one) }, extent: nowhere)
      }
      return ArgumentSite(kind: p.name.map { .parameter($0, hasValue: p.hasValue) } ?? .positional, value: ExprBox { _, _ in p.value }, extent: nowhere)
    }
    let site = CommandSite(name: c.text, invocation: .none, arguments: sites, extent: nowhere, position: position, length: length)
    let command = try c.info ?? commandOrThrow(c.text, site)
    return try makeStage(for: command, site, frames[depth - 1].fp, next, expectsInput)
  }
}

/// What ended a hosted pipeline, as its program gets it.
public struct HostedFailure: Error { public let exception: PSException }

extension ErrorRecord {
  /// Whether the error left a cmdlet or an advanced function, which puts an exception of its own around it.
  var isWrappedByCommand: Bool {
    (isLeftCommand || hasLeftFilter || raisedByCmdlet || !hasNoCommandSuffix && invocation?.command != nil) && !thrownByStatement && !isStop
  }
  /// The exception that carries the error of a command out of it, which a `catch` may ask for.
  var wrappingType: NetType? {
    if stoppedWhenWritten { return TypeTable.exceptionType("System.Management.Automation.ActionPreferenceStopException") }
    return isWrappedByCommand ? TypeTable.exceptionType("System.Management.Automation.CmdletInvocationException") : nil
  }
  /// The exception that carries the error out of the code that is called back: its own, or that of the stop it was made by.
  public var carrier: PSException { stoppedWhenWritten ? hostedException(isCommand: false) : exception }
  /// The record of that exception.
  public var carried: ErrorRecord { stoppedWhenWritten ? ErrorRecord(carrier, id: errorId, category) : self }
  /// The exception a program catches that ran the command: a command's own exceptions come wrapped, those that `throw`
  /// and the language raised come as they are.
  public func hostedException(isCommand: Bool) -> PSException {
    func carrying(_ x: PSException) -> PSException {
      if x.property("ErrorRecord") == nil { x.properties.append(("ErrorRecord", .other(self))) }
      return x
    }
    let isRuntime = exception.type.isSubclass(of: "System.Management.Automation.RuntimeException")
    if stoppedWhenWritten {
      return carrying(
        PSException(
          "System.Management.Automation.ActionPreferenceStopException",
          "The running command stopped because the preference variable \"ErrorActionPreference\" or common parameter is set to Stop: \(message)"))
    }
    if thrownByStatement { return carrying(isRuntime ? exception : PSException(TypeTable.runtimeException, message, inner: exception)) }
    if isRuntime,
      !isCommand || exception.type.fullName.hasSuffix("ActionPreferenceStopException") || exception.type.fullName.hasSuffix("CmdletInvocationException")
        || exception.type.name.hasSuffix("ParseException") || exception.type.fullName.hasSuffix(".CommandNotFoundException")
        || exception.isOfBinding
    {
      return carrying(exception)
    }
    if !isCommand, exception.type.name == "PSInvalidCastException" { return carrying(exception) }
    return carrying(PSException("System.Management.Automation.CmdletInvocationException", message, inner: exception))
  }
}
