/// Running code: texts, files, script blocks called back from cmdlets and methods.
import Primitives
import Syntax

extension ExecutionContext {
  /// Calls a block with its own scope, or on its home frame when it is a plain callback; its output is returned.
  /// - Parameters: item: `$_`; this: `$this`; input: `$input`
  public func invokeBlock(_ block: ScriptBlock, arguments: [Value] = [], item: Value = .void, input: [Value]? = nil, this: Value? = nil) throws -> Value {
    try poll()
    if arguments.isEmpty, input == nil, this == nil, let v = try runOnHome(block, item) { return v }
    try refuseClauses(block)
    let p = plan(block)
    let site = CommandSite.callback(block)
    let k = Collector()
    let stage = try FunctionStage(self, p, command: nil, site, Argument.positional(arguments, at: site.extent), next: k, expectsInput: false)
    defer { stage.finish() }
    stage.isCalledBack = true
    stage.dollar = item
    stage.this = this
    stage.inputValues = input
    try start(stage, block, arguments)
    if p.process != nil || item.isPresent, p.process != nil { try stage.run() }
    try stage.end()
    return k.result
  }
  /// What is called back has one clause, which is a process or an end block.
  public func refuseClauses(_ b: ScriptBlock) throws {
    let ast = b.ast
    if ast.beginBlock == nil, ast.cleanBlock == nil, ast.processBlock == nil || ast.endBlock == nil { return }
    throw TerminatingError(
      "InvalidOperation",
      "The script block cannot be invoked because it contains more than one clause. The Invoke() method can only be used on script blocks that contain a single clause.",
      .invalidOperation, exception: "System.Management.Automation.PSInvalidOperationException")
  }
  /// Starts a block that something else than a statement calls: its parameters are variables there, and what does not fit is said so.
  func start(_ stage: FunctionStage, _ block: ScriptBlock, _ arguments: [Value]) throws {
    do { try stage.start() } catch let e as TerminatingError { throw variableError(e, block, arguments) ?? e }
  }
  private func variableError(_ e: TerminatingError, _ block: ScriptBlock, _ arguments: [Value]) -> TerminatingError? {
    let x = e.record.exception, name = x.type.name
    guard name == "ParameterBindingValidationException" || name == "ParameterBindingArgumentTransformationException" else { return nil }
    for (i, p) in (block.ast.paramBlock?.parameters ?? block.parameterList ?? []).enumerated() where i < arguments.count {
      let parameter = p.name.path.name, refused = "Cannot process argument transformation on parameter '\(parameter)'. "
      if x.message.hasPrefix(refused) {
        // a variable with nothing but a simple type is assigned as one
        if p.attributes.allSatisfy({ $0 is TypeConstraintAst }), plan(block).parameters[i].type?.isPrimitive ?? false, let cast = x.innermost(where: { $0.type.name == "PSInvalidCastException" }) {
          return TerminatingError(ErrorRecord(cast, id: cast.record?.errorId ?? cast.lastErrorId ?? cast.type.name, .invalidArgument))
        }
        return TerminatingError(
          "RuntimeException", String(x.message.dropFirst(refused.count)), .metadataError,
          exception: "System.Management.Automation.ArgumentTransformationMetadataException", inner: x.inner?.inner ?? x.inner)
      }
      if x.message.hasPrefix("Cannot validate argument on parameter '\(parameter)'. ") {
        return TerminatingError(
          "ValidateSetFailure",
          "The attribute cannot be added because variable \(parameter) with value \(Conversion.plainText(arguments[i])) would no longer be valid.",
          .metadataError, exception: "System.Management.Automation.ValidationMetadataException")
      }
    }
    return nil
  }
  /// Runs a block in the scope that is current, where its assignments stay, as `.ForEach()` and `.Where()` do.
  func invokeInPlace(_ block: ScriptBlock, item: Value) throws -> Value {
    try poll()
    if let v = try runOnHome(block, item) { return v }
    let k = Collector()
    try runInPlace(block, item: item, into: k, call: CallInfo("", block.ast.extent))
    return k.result
  }
  /// As `invokeBlock`, but an error of a statement inside travels to the caller, as inside `try`.
  public func invokeCatching(_ block: ScriptBlock, arguments: [Value] = [], item: Value = .void, this: Value? = nil) throws -> Value {
    try throwing { try invokeBlock(block, arguments: arguments, item: item, this: this) }
  }

  /// As `[scriptblock].Invoke()`: errors end the block, what it reports leaves as `OutsideErrors.swift` says.
  public func invokeOutside(_ block: ScriptBlock, arguments: [Value] = [], item: Value = .void) throws -> Value {
    try reportingOutside { try invokeCatching(block, arguments: arguments, item: item) }
  }
  /// The running frame and a block's code for it, when the block was written in that frame's unit and its code fits.
  func homeFrame(of b: ScriptBlock, input: Compiler.BlockInput = .outer) throws -> (fp: Cell, code: Code)? {
    // without a frame of its own nothing but the stack tells how deep calls are; the long way reports it
    guard let home = b.home, depth > 0, !stackIsLow() else { return nil }
    let d = depth - 1
    guard frames[d].unit.toOpaque() == Unmanaged.passUnretained(home).toOpaque(), home.kind != .dynamic else { return nil }
    let fp = frames[d].fp
    let code = try inlineCode(b, input: input)
    return code.frameSize > home.count || (d > 0 && fp + home.count > sp) ? nil : (fp, code)
  }
  /// Runs a block on its home frame when that is the running one: it then needs no frame of its own, provided it
  /// assigns nothing (an assignment would leak into that scope).
  private func runOnHome(_ b: ScriptBlock, _ item: Value) throws -> Value? {
    guard b.isPureCallback, let (fp, code) = try homeFrame(of: b) else { return nil }
    let dollar = dollarCell(fp)
    let saved = dollar.pointee
    if item.isPresent { dollar.put(item) }
    defer { dollar.put(saved) }
    if code.hasValue { return Compiler.normalised(try code.value(self, fp).headValue) }
    return try runBody(code.body, fp, valueWanted: true)
  }

  /// Parses a text; throws PowerShell's ParseException with all errors when it is broken.
  public func parse(_ text: String, file: String? = nil) throws -> ParseResult {
    let r = Parser.parse(SourceText(text, file: file), stop: UnsafePointer(stopFlag))
    if flags.pointee.stopRequested { throw FlowSignal.stopped }
    if !r.errors.isEmpty { throw ExecutionContext.parseException(r.errors) }
    noteLanguageMode(in: text)
    if languageMode != .full { try checkDefinitions(r.ast) }
    return r
  }
  /// PowerShell's ParseException with all errors; not for an empty list.
  public static func parseException(_ errors: [ParseError]) -> TerminatingError {
    let e = TerminatingError(errors.first?.id ?? "ParseException", parseMessage(errors), .parserError, exception: "System.Management.Automation.ParseException")
    e.record.position = errors.first?.extent
    e.record.parseErrors = errors
    e.record.exception.parseErrors = errors
    return e
  }
  /// The message of a ParseException: each of the first errors with its place.
  static func parseMessage(_ errors: [ParseError]) -> String {
    if errors.count == 1, errors[0].extent.source.units.isEmpty { return errors[0].message }
    var told = errors.prefix(10).map { PositionMessage.text($0.extent, file: $0.extent.source.file) + "\n" + $0.message }
    if errors.count > 10 { told.append("Not all parse errors were reported.  Correct the reported errors and try again.") }
    return told.joined(separator: "\n\n")
  }
  /// A block from text.
  public func makeBlock(_ text: String, file: String? = nil) throws -> ScriptBlock {
    let r = try parse(text, file: file)
    let b = ScriptBlock(r.ast, source: r.ast.extent.source, home: nil, bodyText: text)
    b.namespaces = ExecutionContext.namespaces(r.ast)
    b.types = namingUnit.types
    return b
  }
  /// One that runs in the session state of whoever calls it, as `[scriptblock]::Create` makes it.
  public func makeUnboundBlock(_ text: String) throws -> ScriptBlock {
    let b = try makeBlock(text)
    b.isUnbound = true
    return b
  }
  /// Those that inputs typed now see without naming them.
  var openNamespaces: [String] { globalUnit.namespaces }
  static func namespaces(_ ast: ScriptBlockAst) -> [String] {
    ast.usingStatements.filter { $0.usingKind == .namespace }.compactMap { $0.name?.value }
  }

  /// Runs text as typed at the prompt: in the global scope when no function runs, output to the current sink.
  public func runText(_ text: String, file: String? = nil) throws {
    try run(try parse(text, file: file))
  }
  /// - Parameter isInner: text that code around it runs: its loop words are for the loops there
  /// - Returns: false when a loop word ended an input for good
  @discardableResult func run(_ r: ParseResult, isInner: Bool = false) throws -> Bool {
    let unit = depth == 1 ? globalUnit : Unit("", .dynamic)
    unit.tracksSuccess = true
    // namespaces opened at the prompt stay open until another input opens some
    let opened = ExecutionContext.namespaces(r.ast)
    if !opened.isEmpty { unit.namespaces = opened }
    let host = guest
    if unit !== globalUnit {
      let around = namingUnit
      unit.types = around.types
      if unit.namespaces.isEmpty { unit.namespaces = around.namespaces }
      guest = (unit, depth)
    }
    defer { guest = host }
    try useModules(r.ast, unit, r.ast.extent.source)
    let compiler = Compiler(self, unit, r.ast.extent.source)
    try defineTypes(r.ast, compiler)
    let fp = frames[depth - 1].fp
    for block in [r.ast.beginBlock, r.ast.processBlock, r.ast.endBlock].compactMap({ $0 }) {
      let code = compiler.code(block.statements, traps: block.traps)
      let f: Flow
      do { f = try code.body(self, fp) } catch { f = try flow(of: error) }
      if f == .ret { let v = returned; returned = .void; try emit(v, into: sink); return true }
      if f != .next, depth > 1 || isInner { throw strayFlow(f) }
      if f != .next { return false }
    }
    return true
  }
  /// Runs one top-level statement list at the prompt, showing what it yields; reports an uncaught error.
  /// - Returns: false when an error ended it
  @discardableResult public func runInteractive(_ text: String, file: String? = nil) throws -> Bool {
    let out = makeDefaultOutput(self)
    let saved = sink
    sink = Outlet(out)
    confirmedAll = nil
    defer { sink = saved; depth = 1; sp = stackBase; flags.pointee.catching = 0; streams = StreamTargets(); commonOverride = CommonParameters() }
    var ok = true, isCut = false
    let outer = typedLine
    defer { typedLine = outer }
    do {
      let r = try parse(text, file: file)
      typedLine = (r.ast, text)
      try checkHanded(r.ast)
      isCut = try !run(r)
      if listens { try deliver(at: nil) }
    } catch let e as TerminatingError {
      out.abandon()
      uncaught(e)
      return false
    } catch let signal as FlowSignal {
      switch signal {
      case .returnFromScript: break
      case .stopped, .breakLoop, .continueLoop: isCut = true
      case .exit, .stopUpstream: out.abandon(); throw signal
      }
      if case .stopped = signal { ok = false }
    }
    flags.pointee.stopRequested = false
    if isCut { out.abandon() } else { try out.end() }
    return ok
  }
  /// Runs a line typed at a prompt inside running code, showing what it yields.
  public func runNested(_ text: String) throws {
    let out = makeDefaultOutput(self)
    let saved = sink
    sink = Outlet(out)
    defer { sink = saved }
    try runText(text)
    try out.end()
  }
  /// Records and prints an error nobody caught.
  public func uncaught(_ e: TerminatingError) {
    flags.pointee.success = false
    let record = e.record
    complete(record)
    remember(record)
    // The host shows the exception's own record, which names a stand-in for the exception where nothing better was said.
    let x = record.exception, isOfLanguage = record.invocation?.command == nil || x.isOfBinding || x.type.name == "CommandNotFoundException"
    let standsIn = record.categoryReason == nil && record.errorId != NativeStage.exitErrorId && x.instance == nil
      && x.type.isSubclass(of: "System.Management.Automation.RuntimeException")
      && (record.category == .notSpecified || isOfLanguage && !record.thrownByStatement && record.category != .operationStopped)
    if standsIn { record.categoryReason = "ParentContainsErrorRecordException" }
    if let errors = streams.error { try? errors.process(.other(record)) } else { showError(record) }
    if standsIn { record.categoryReason = nil }
  }
  /// Words after a script's name: `-Name value`, `-Switch`, values.
  static func commandLineArguments(_ words: [String], _ e: Extent) -> [Argument] {
    func isDash(_ c: Character?) -> Bool { c == "-" || c == "\u{2013}" || c == "\u{2014}" || c == "\u{2015}" }
    /// - Parameter text: the parameter with its dashes, of which two count as one
    func named(_ text: Substring, _ value: Value?) -> Argument {
      let body = text.dropFirst()
      var a = Argument(name: String(isDash(body.first) ? body.dropFirst() : body), value: value ?? .null, hasValue: value != nil, extent: e)
      a.text = String(text)
      return a
    }
    var all: [Argument] = [], waiting: Substring?
    for w in words {
      if let name = waiting {
        all.append(named(name, .str(w)))
        waiting = nil
      } else if w.count > 1, isDash(w.first) {
        guard let colon = w.firstIndex(of: ":") else { all.append(named(w[...], nil)); continue }
        let value = String(w[w.index(after: colon)...])
        if value.isEmpty { waiting = w[..<colon]; continue }
        let known: Value? = switch value.lowercased() { case "$true", "true": .bool(true); case "$false", "false": .bool(false); default: nil }
        all.append(named(w[..<colon], known ?? .str(value)))
      } else { all.append(Argument(name: nil, value: .str(w), hasValue: true, extent: e)) }
    }
    return all
  }
  func scriptBlock(_ text: String, file: String?) throws -> ScriptBlock {
    if !Debugger.isOn, Debugger.isMentioned(in: text) { debugger.enable(self) }
    let r = try parse(text, file: file)
    let b = ScriptBlock(r.ast, source: r.ast.extent.source, home: nil, bodyText: text)
    b.namespaces = ExecutionContext.namespaces(r.ast)
    b.isFile = true
    return b
  }
  /// A script file as a block of the session state that runs it: what a module dot-sources is the module's.
  public func loadScript(_ path: String) throws -> ScriptBlock {
    guard let bytes = FileText.read(path) else { throw TerminatingError.unknownCommand(path) }
    let b = try scriptBlock(FileText.decode(bytes), file: path)
    b.module = runningModule
    return b
  }
}

extension ScriptBlockAst {
  /// What runs of a block with one clause.
  var onlyClause: NamedBlockAst? { processBlock ?? endBlock }
}
